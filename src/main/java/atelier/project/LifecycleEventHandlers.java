package atelier.project;

import atelier.event.Cancelled;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.ForkHealed;
import atelier.event.Event.LessonsLearned;
import atelier.event.Event.LlmError;
import atelier.event.Event.Paused;
import atelier.event.Event.ProjectFinished;
import atelier.event.Event.RetryRequested;
import atelier.event.Event.TaskFailed;
import atelier.event.Event.TaskStarted;
import atelier.event.Event.VerifyRequested;
import java.util.List;

/** Event handlers for the project as a whole: tasks, checks, pauses, lessons, the end. */
final class LifecycleEventHandlers {
  private LifecycleEventHandlers() {}

  static void register(EventHandlerTable table) {
    table
        .register(TaskStarted.class, LifecycleEventHandlers::taskStarted)
        .register(
            TaskFailed.class,
            (builder, entry, event) ->
                recordTaskFailure(builder, entry, event.task(), "poison", event.reason(), false))
        .register(
            LlmError.class,
            (builder, entry, event) -> recordTaskFailure(
                builder, entry, event.task(), "infrastructure", event.reason(), event.lasting()))
        .register(LessonsLearned.class, LifecycleEventHandlers::lessonsLearned)
        .register(RetryRequested.class, LifecycleEventHandlers::retryRequested)
        .register(VerifyRequested.class, LifecycleEventHandlers::verifyRequested)
        .register(Paused.class, LifecycleEventHandlers::paused)
        .register(Cancelled.class, LifecycleEventHandlers::cancelled)
        .register(ForkHealed.class, (builder, entry, event) -> {})
        .register(ProjectFinished.class, LifecycleEventHandlers::projectFinished);
  }

  private static void taskStarted(ProjectBuilder builder, Entry entry, TaskStarted event) {
    builder.taskAttempts.merge(
        event.task(),
        new TaskAttempts(entry.agent(), event.file(), 1),
        (previous, latest) ->
            new TaskAttempts(latest.agent(), latest.file(), previous.count() + 1));
  }

  private static void recordTaskFailure(
      ProjectBuilder builder,
      Entry entry,
      String task,
      String cause,
      String reason,
      boolean permanent) {
    RetryableFailure previous = builder.retryableFailures.get(task);
    int count = previous == null ? 1 : previous.count() + 1;
    Event event = entry.event();
    builder.retryableFailures.put(
        task,
        new RetryableFailure(
            entry.agent(), event.file(), cause, reason, count, permanent, entry.at()));
  }

  private static void lessonsLearned(ProjectBuilder builder, Entry entry, LessonsLearned event) {
    builder.lessons = event.text();
    builder.analyzedFailures = builder.failures.size();
  }

  private static void retryRequested(ProjectBuilder builder, Entry entry, RetryRequested event) {
    builder.retryableFailures.clear();
    builder.taskAttempts.clear();
    builder.taskRepetitions = TaskRepetitions.NONE;
    builder.rejections.clear();
    builder.surveys = builder.surveys.withoutFailures().withoutRecoveries();
    builder.checks.values().removeIf(check -> !check.passed());
    builder.examples.results.values().removeIf(result -> !result.passed());
    builder.examples.verdicts.clear();
    builder.diagnosis.clear();
    builder.setups = builder.setups.withoutSkipped();
    if (builder.startResult != null && !builder.startResult.passed()) {
      builder.startResult = null;
    }
    builder.files.replaceAll((path, file) -> FileRetry.retried(file));
    if (!builder.build().allFilesDone()) {
      // Otherwise the checks come first, and no model is asked before they have failed again.
      builder.examples.rejections.clear();
    }
    builder.resume();
  }

  /**
   * Clears all evidence, so that it is due again. What the Environment found stays: the models are
   * not needed and may be unreachable.
   */
  private static void verifyRequested(ProjectBuilder builder, Entry entry, VerifyRequested event) {
    builder.verification = new Verification(entry.seq(), "");
    builder.status = Status.RUNNING;
    builder.reason = "";
    builder.finishedAt = null;
    builder.checks.clear();
    builder.mutationScore = null;
    builder.examples.results.clear();
    builder.startResult = null;
  }

  private static void paused(ProjectBuilder builder, Entry entry, Paused event) {
    builder.status = Status.PAUSED;
    builder.pauseCause = event.cause();
    builder.reason = event.reason();
  }

  private static void cancelled(ProjectBuilder builder, Entry entry, Cancelled event) {
    if (!event.runsQueued()) {
      builder.updateDecisions(decisions -> decisions.withDropped(event.dropped()));
      builder.queuedFeatures.clear();
    } else if (builder.feature != null && !builder.verification.isActive()) {
      PersonEdit.forgetFeature(builder, builder.feature);
    }
    endFeature(builder, entry, Status.CANCELLED, event.reason());
  }

  private static void projectFinished(ProjectBuilder builder, Entry entry, ProjectFinished event) {
    boolean decidedByOlderRules =
        event.rules().filter(rules -> rules >= Outcome.RULES).isEmpty();
    if (!decidedByOlderRules
        && Outcome.of(builder.build()).filter(event::equals).isEmpty()) {
      throw new IllegalStateException(entry + " claims " + event.status()
          + ", which cannot be derived from the events before it");
    }
    endFeature(builder, entry, Status.fromWireName(event.status()), event.reason());
  }

  private static void endFeature(
      ProjectBuilder builder, Entry entry, Status status, String reason) {
    builder.status = status;
    builder.reason = reason;
    builder.pauseCause = "";
    builder.finishedAt = entry.at();
    // What an ended feature did not delete stays.
    Deletion.replan(builder, List.of());
    builder.verification = Verification.NONE;
    builder.rewrite = builder.rewrite.map(asked -> asked.withStage(TestRewrite.Stage.ENDED));
    builder.taskAttempts.clear();
    builder.taskRepetitions = TaskRepetitions.NONE;
    builder.retryableFailures.clear();
    if (!builder.queuedFeatures.isEmpty()) {
      builder.startFeature(builder.queuedFeatures.remove(0));
    }
  }
}
