package atelier.role;

import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExamplePassed;
import atelier.event.ProofEvent.ExampleSkipped;
import atelier.proof.BrokenTree;
import atelier.proof.EnvironmentLack;
import atelier.proof.ExampleJudge;
import atelier.proof.ExamplePlans;
import atelier.proof.Observation;
import atelier.role.Runner.Purpose;
import atelier.sandbox.ProbeFailure;
import atelier.sandbox.ProbePlan;
import atelier.sandbox.ProbeReport;
import atelier.sandbox.TimeLimit;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays one acceptance example in the sandbox, or its control, and makes evidence of it. */
final class ExampleRun {
  private final Runner.Run task;
  private final Tools tools;
  private final Example example;
  private final TimeLimit limit;

  ExampleRun(Runner.Run task, Tools tools) {
    this.task = task;
    this.tools = tools;
    example = task.examples().get(0).example();
    limit = tools.policy().timeLimit(example.commands());
  }

  Future<List<Event>> perform() {
    String unavailable = tools.prober().unavailableReason();
    if (!unavailable.isEmpty()) {
      return skipped(unavailable);
    }
    Future<List<Event>> events = task.purpose() == Purpose.EXAMPLE_CONTROL ? control() : run();
    return events.recover(problem -> problem instanceof ProbeFailure failure
        ? Future.succeededFuture(List.of(withoutReport(failure)))
        : Future.failedFuture(problem));
  }

  /** Too much use is the program's fault; any other failure of the prober is not. */
  private Event withoutReport(ProbeFailure failure) {
    String reason = String.valueOf(failure.getMessage());
    if (!failure.end().isTooMuchUse()) {
      return new ExampleSkipped(example.name(), reason, task.tree());
    }
    if (task.purpose() == Purpose.EXAMPLE_CONTROL) {
      return new ControlPassed(example.name(), brokenTree().broken(), -1, task.tree(), "example");
    }
    FailedTest difference = new FailedTest(
        example.name(),
        "",
        0,
        "the command",
        "an end within the limits of memory, processes and files",
        reason);
    ProbeReport nothing = new ProbeReport(List.of(), Optional.empty(), List.of());
    Evidence evidence = new Evidence(
        example.commands().get(0),
        -1,
        0,
        reason,
        EventCodec.sha256(reason),
        task.tree(),
        Optional.empty(),
        List.of(difference));
    return new ExampleFailed(
        example.name(), "", evidence, new Observation(example, nothing).toJson());
  }

  private BrokenTree brokenTree() {
    return BrokenTree.breaking(task.files(), BrokenTree.sources(task.files()));
  }

  private Future<List<Event>> skipped(String reason) {
    return Future.succeededFuture(List.of(new ExampleSkipped(example.name(), reason, task.tree())));
  }

  /** The machine may have been busy: what reaches a limit of time is played once more, alone. */
  private Future<ProbeReport> play(Map<String, String> files) {
    ProbePlan plan = ExamplePlans.of(example, limit);
    return tools
        .prober()
        .play(plan, files)
        .compose(report -> new Observation(example, report).limit(limit).isPresent()
            ? tools.prober().playAlone(plan, files)
            : Future.succeededFuture(report));
  }

  private Future<List<Event>> run() {
    return play(task.files()).compose(report -> {
      Optional<String> missing =
          Observation.missingTool(example, report, task.files().keySet());
      if (Observation.isCut(example, report)) {
        return skipped("its output is longer than what is kept of it (64 KiB)");
      }
      return missing.isPresent()
          ? skipped(missing.get() + " is not installed here")
          : Future.succeededFuture(judged(report));
    });
  }

  private List<Event> judged(ProbeReport report) {
    List<FailedTest> differences = ExampleJudge.differences(example, report);
    Observation observation = new Observation(example, report);
    Evidence run = new Evidence(
        example.commands().get(0),
        observation.exit(),
        observation.ms(),
        observation.transcript(),
        observation.hash(),
        task.tree(),
        Optional.empty(),
        differences);
    Evidence evidence = run.withUse(observation.cpuMs(), observation.limit(limit));
    if (differences.isEmpty()) {
      return List.of(new ExamplePassed(example.name(), evidence));
    }
    String transcript = observation.transcript();
    Optional<EnvironmentLack> lack =
        EnvironmentLack.find(transcript, List.of(), task.files().keySet());
    if (lack.isPresent()) {
      return List.of(
          new EnvironmentLacking(example.name(), lack.get().what(), lack.get().remedy(), evidence),
          new ExampleSkipped(example.name(), lack.get().reason(), task.tree()));
    }
    return List.of(new ExampleFailed(example.name(), "", evidence, observation.toJson()));
  }

  /** Everything is broken, also the file that the command runs: an example is about the program. */
  private Future<List<Event>> control() {
    BrokenTree tree = brokenTree();
    return play(tree.files()).map(report -> {
      int exit = new Observation(example, report).exit();
      boolean noticed =
          !tree.broken().isEmpty() && !ExampleJudge.differences(example, report).isEmpty();
      return List.of(
          noticed
              ? new ControlPassed(example.name(), tree.broken(), exit, task.tree(), "example")
              : new ControlFailed(example.name(), tree.broken(), exit, task.tree(), "example"));
    });
  }
}
