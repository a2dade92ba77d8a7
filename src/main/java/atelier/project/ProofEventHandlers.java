package atelier.project;

import atelier.event.Entry;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.event.ProofEvent.ExecutionSkipped;
import atelier.event.ProofEvent.ExecutionSuccess;
import atelier.event.ProofEvent.MutantsTried;
import atelier.project.CheckResult.Control;
import java.util.List;

/** Event handlers for the evidence about the finished files: checks, controls, start, mutants. */
final class ProofEventHandlers {
  private ProofEventHandlers() {}

  static void register(EventHandlerTable table) {
    table
        .register(
            CheckPassed.class,
            (builder, entry, event) -> builder.updateCheck(
                event.name(), event.evidence().tree(), result -> result.withPass(event.evidence())))
        .register(CheckFailed.class, ProofEventHandlers::checkFailed)
        .register(
            CheckSkipped.class,
            (builder, entry, event) ->
                builder.checks.put(event.name(), CheckResult.skipped(event.tree(), event.reason())))
        .register(
            ControlPassed.class,
            (builder, entry, event) -> control(
                builder, event.kind(), event.check(), event.tree(), Control.PASSED, event.broken()))
        .register(
            ControlFailed.class,
            (builder, entry, event) -> control(
                builder, event.kind(), event.check(), event.tree(), Control.FAILED, event.broken()))
        .register(
            ExecutionSuccess.class,
            (builder, entry, event) -> builder.startResult =
                CheckResult.none(event.evidence().tree()).withPass(event.evidence()))
        .register(ExecutionFailure.class, ProofEventHandlers::executionFailure)
        .register(
            ExecutionSkipped.class,
            (builder, entry, event) ->
                builder.startResult = CheckResult.skipped(event.tree(), event.reason()))
        .register(
            MutantsTried.class,
            (builder, entry, event) ->
                builder.mutationScore = MutationScore.after(builder.mutationScore, event));
  }

  private static void control(
      ProjectBuilder builder,
      String kind,
      String name,
      String tree,
      Control outcome,
      List<String> broken) {
    if (kind.equals("example")) {
      builder.examples.updateResult(name, tree, result -> result.withControl(outcome, broken));
    } else {
      builder.updateCheck(name, tree, result -> result.withControl(outcome, broken));
    }
  }

  private static void executionFailure(
      ProjectBuilder builder, Entry entry, ExecutionFailure event) {
    builder.startResult = CheckResult.none(event.evidence().tree()).withFailure(event.evidence());
    new FailureRecorder(builder).recordRun(event.cause(), "run", event.note(), event.evidence());
  }

  private static void checkFailed(ProjectBuilder builder, Entry entry, CheckFailed event) {
    CheckResult previous = builder.checks.get(event.name());
    builder.updateCheck(
        event.name(), event.evidence().tree(), result -> result.withFailure(event.evidence()));
    boolean flaky = previous != null
        && previous.tree().equals(event.evidence().tree())
        && previous.passes() > 0;
    new FailureRecorder(builder)
        .recordRun(
            event.cause(),
            "check",
            "check \"" + event.name() + "\""
                + (flaky ? " (which passed before on the very same files)" : ""),
            event.evidence());
  }
}
