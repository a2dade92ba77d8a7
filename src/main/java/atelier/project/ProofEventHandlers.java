package atelier.project;

import atelier.event.Entry;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.MutantsTried;
import atelier.project.CheckResult.Control;

/** Event handlers for the evidence about the finished files: checks, controls, mutants. */
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
            (builder, entry, event) -> builder.updateCheck(
                event.check(),
                event.tree(),
                result -> result.withControl(Control.PASSED, event.broken())))
        .register(
            ControlFailed.class,
            (builder, entry, event) -> builder.updateCheck(
                event.check(),
                event.tree(),
                result -> result.withControl(Control.FAILED, event.broken())))
        .register(
            MutantsTried.class,
            (builder, entry, event) -> builder.mutationScore = new MutationScore(
                event.tree(), event.tried(), event.killed(), event.survivors(), event.unproven()));
  }

  private static void checkFailed(ProjectBuilder builder, Entry entry, CheckFailed event) {
    CheckResult previous = builder.checks.get(event.name());
    builder.updateCheck(
        event.name(), event.evidence().tree(), result -> result.withFailure(event.evidence()));
    boolean flaky = previous != null
        && previous.tree().equals(event.evidence().tree())
        && previous.passes() > 0;
    builder.recordRunFailure(
        event.cause(),
        "check",
        "check \"" + event.name() + "\""
            + (flaky ? ", which passed before on the very same files" : ""),
        event.evidence());
  }
}
