package atelier.project;

import atelier.event.Entry;
import atelier.event.Evidence;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.event.ProofEvent.ExecutionSkipped;
import atelier.event.ProofEvent.ExecutionSuccess;
import atelier.event.ProofEvent.MutantsTried;
import atelier.project.CheckResult.Control;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Event handlers for the evidence about the finished files: checks, controls, start, mutants. */
final class ProofEventHandlers {
  private ProofEventHandlers() {}

  static void register(EventHandlerTable table) {
    table
        .register(CheckPassed.class, (builder, entry, event) -> {
          builder.updateCheck(
              event.name(), event.evidence().tree(), result -> result.withPass(event.evidence()));
          RepairEventHandlers.judge(builder);
        })
        .register(CheckFailed.class, ProofEventHandlers::checkFailed)
        .register(CheckSkipped.class, (builder, entry, event) -> {
          builder.checks.put(event.name(), CheckResult.skipped(event.tree(), event.reason()));
          RepairEventHandlers.judge(builder);
        })
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
        .register(EnvironmentLacking.class, (builder, entry, event) -> {})
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
    Evidence evidence = event.evidence();
    builder.startResult = CheckResult.none(evidence.tree()).withFailure(evidence);
    RepairEventHandlers.judge(builder);
    FailureRecorder recorder = new FailureRecorder(builder);
    if (recorder.blamesNobody()) {
      recorder.recordUnblamed(event.note(), evidence);
    } else if (!event.cause().isEmpty()) {
      CauseEventHandlers.blameForStart(builder, event.cause(), event.note(), evidence);
    }
  }

  private static void checkFailed(ProjectBuilder builder, Entry entry, CheckFailed event) {
    Optional<Evidence> passed = passedOn(event.evidence().tree(), builder.checks.get(event.name()));
    builder.updateCheck(
        event.name(),
        event.evidence().tree(),
        result -> result.withFailure(event.evidence(), passed));
    RepairEventHandlers.judge(builder);
    FailureRecorder recorder = new FailureRecorder(builder);
    CheckResult result = Objects.requireNonNull(builder.checks.get(event.name()));
    if (!recorder.blamesNobody()) {
      if (!event.cause().isEmpty()) {
        CauseEventHandlers.blameForCheck(builder, event.name(), event.cause(), List.of());
      }
    } else if (!builder.diagnosis.build().isDisputed(event.name(), result)) {
      recorder.recordUnblamed(CauseEventHandlers.describe(event.name(), result), event.evidence());
    }
  }

  /** The evidence of a run that passed on a tree; empty if there is none. */
  private static Optional<Evidence> passedOn(String tree, @Nullable CheckResult previous) {
    return previous == null || !previous.tree().equals(tree) || !previous.passed()
        ? Optional.empty()
        : Optional.ofNullable(previous.evidence());
  }
}
