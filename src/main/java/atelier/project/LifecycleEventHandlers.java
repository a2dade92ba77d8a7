package atelier.project;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.Cancelled;
import atelier.event.Event.CheckFailed;
import atelier.event.Event.CheckPassed;
import atelier.event.Event.CheckSkipped;
import atelier.event.Event.ForkHealed;
import atelier.event.Event.LessonsLearned;
import atelier.event.Event.LlmError;
import atelier.event.Event.Paused;
import atelier.event.Event.ProjectFinished;
import atelier.event.Event.RetryRequested;
import atelier.event.Event.TaskFailed;
import atelier.event.Event.TaskStarted;

/** Rows about the whole: tasks, checks, pauses, lessons, the end. */
final class LifecycleEventHandlers {
  private LifecycleEventHandlers() {}

  static void add(Fold fold) {
    fold.on(TaskStarted.class, LifecycleEventHandlers::started)
        .on(
            TaskFailed.class,
            (draft, entry, event) ->
                trouble(draft, entry, event.task(), "poison", event.reason(), false))
        .on(
            LlmError.class,
            (draft, entry, event) -> trouble(
                draft, entry, event.task(), "infrastructure", event.reason(), event.lasting()))
        .on(
            CheckPassed.class,
            (draft, entry, event) -> draft.checks.put(
                event.name(), new CheckResult(event.evidence().tree(), true, "", event.evidence())))
        .on(CheckFailed.class, LifecycleEventHandlers::checkFailed)
        .on(
            CheckSkipped.class,
            (draft, entry, event) -> draft.checks.put(
                event.name(), new CheckResult(event.tree(), false, event.reason(), null)))
        .on(LessonsLearned.class, LifecycleEventHandlers::learned)
        .on(RetryRequested.class, LifecycleEventHandlers::retried)
        .on(Paused.class, LifecycleEventHandlers::paused)
        .on(Cancelled.class, LifecycleEventHandlers::cancelled)
        .on(ForkHealed.class, (draft, entry, event) -> {})
        .on(ProjectFinished.class, LifecycleEventHandlers::finished);
  }

  private static void started(ProjectBuilder draft, Entry entry, TaskStarted event) {
    draft.starts.merge(
        event.task(),
        new TaskAttempts(entry.agent(), event.file(), 1),
        (before, one) -> new TaskAttempts(one.agent(), one.file(), before.count() + 1));
  }

  private static void trouble(
      ProjectBuilder draft,
      Entry entry,
      String task,
      String cause,
      String reason,
      boolean lasting) {
    RetryableFailure before = draft.troubles.get(task);
    int count = before == null ? 1 : before.count() + 1;
    Event event = entry.event();
    draft.troubles.put(
        task,
        new RetryableFailure(
            entry.agent(), event.file(), cause, reason, count, lasting, entry.at()));
  }

  private static void checkFailed(ProjectBuilder draft, Entry entry, CheckFailed event) {
    draft.checks.put(
        event.name(), new CheckResult(event.evidence().tree(), false, "", event.evidence()));
    draft.blame(event.cause(), "check", "check \"" + event.name() + "\"", event.evidence());
  }

  private static void learned(ProjectBuilder draft, Entry entry, LessonsLearned event) {
    draft.lessons = event.text();
    draft.lessonsFor = draft.failures.size();
  }

  private static void retried(ProjectBuilder draft, Entry entry, RetryRequested event) {
    draft.troubles.clear();
    draft.starts.clear();
    draft.rejections.clear();
    draft.infraErrors = 0;
    draft.recoveries = 0;
    draft.checks.values().removeIf(check -> !check.passed());
    draft.files.replaceAll((path, file) -> file.encouraged(""));
    draft.resume();
  }

  private static void paused(ProjectBuilder draft, Entry entry, Paused event) {
    draft.status = Status.PAUSED;
    draft.cause = event.cause();
    draft.reason = event.reason();
  }

  private static void cancelled(ProjectBuilder draft, Entry entry, Cancelled event) {
    draft.waiting.clear();
    end(draft, entry, Status.CANCELLED, event.reason());
  }

  private static void finished(ProjectBuilder draft, Entry entry, ProjectFinished event) {
    if (Outcome.of(draft.done()).filter(event::equals).isEmpty()) {
      throw new IllegalStateException(
          entry + " says " + event.status() + ", which cannot be derived from what happened");
    }
    end(draft, entry, Status.of(event.status()), event.reason());
  }

  private static void end(ProjectBuilder draft, Entry entry, Status status, String reason) {
    draft.status = status;
    draft.reason = reason;
    draft.cause = "";
    draft.finishedAt = entry.at();
    draft.starts.clear();
    draft.troubles.clear();
    if (!draft.waiting.isEmpty()) {
      draft.begin(draft.waiting.remove(0));
    }
  }
}
