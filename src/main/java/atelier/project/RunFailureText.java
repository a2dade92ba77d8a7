package atelier.project;

import atelier.event.Evidence;
import atelier.event.ShellWords;
import java.util.Optional;

/** Describes a failed run in words. */
final class RunFailureText {
  private static final int MAX_OUTPUT_CHARS = 3_000;

  private RunFailureText() {}

  /**
   * For the Writer: the run, its command, how it ended, and the end of its output.
   *
   * @param passed the same run when it passed on the same files; empty if it never did
   */
  static String describe(String run, Evidence evidence, Optional<Evidence> passed) {
    String end = evidence.limit().isPresent() || evidence.exit() < 0
        ? "was " + evidence.end()
        : "exited with " + evidence.exit();
    return run + ": `" + ShellWords.quote(evidence.command()) + "` " + end
        + ". The end of its output:\n" + endOfOutput(evidence)
        + passed
            .map(earlier -> "\nWhen it passed, its output ended with:\n" + endOfOutput(earlier))
            .orElse("");
  }

  private static String endOfOutput(Evidence evidence) {
    String output = evidence.output();
    return output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS));
  }

  /** For the reason of an end, whose wording must not change: see {@link Outcome}. */
  static String summarize(String run, Evidence evidence) {
    return run + " failed (" + evidence.end() + ")";
  }
}
