package atelier.role;

import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExampleSkipped;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.event.ProofEvent.ExecutionSkipped;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges runs of a project that asks for a version of a toolchain which this machine does not have:
 * they ran in another one. A failure then says nothing about a file, and a success is reported
 * with the version that is missing.
 */
final class MissingVersions {
  private static final String REMEDY =
      "install it with a version manager in the home folder, or change the file";

  private MissingVersions() {}

  /**
   * Returns the events with what is missing.
   *
   * @param missing which versions are missing, in words; empty for none
   */
  static List<Event> report(List<Event> events, List<String> missing) {
    if (missing.isEmpty()) {
      return events;
    }
    String what = String.join("; ", missing);
    List<Event> reported = new ArrayList<>();
    events.forEach(event -> reported.addAll(report(event, what)));
    return reported;
  }

  private static List<Event> report(Event event, String what) {
    String reason = what + ". Remedy: " + REMEDY;
    if (event instanceof CheckFailed failed) {
      String tree = failed.evidence().tree();
      return List.of(
          lacking(failed.name(), what, failed.evidence()),
          new CheckSkipped(failed.name(), reason, tree));
    }
    if (event instanceof ExampleFailed failed) {
      String tree = failed.evidence().tree();
      return List.of(
          lacking(failed.name(), what, failed.evidence()),
          new ExampleSkipped(failed.name(), reason, tree));
    }
    if (event instanceof ExecutionFailure failed) {
      String tree = failed.evidence().tree();
      return List.of(
          lacking("", what, failed.evidence()),
          new ExecutionSkipped(failed.file(), failed.attempt(), true, reason, tree));
    }
    return event instanceof CheckPassed passed
        ? List.of(lacking(passed.name(), what, passed.evidence()), event)
        : List.of(event);
  }

  private static Event lacking(String subject, String what, Evidence evidence) {
    return new EnvironmentLacking(subject, what, REMEDY, evidence);
  }
}
