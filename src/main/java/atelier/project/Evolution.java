package atelier.project;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.LlmError;
import atelier.event.Event.Paused;
import atelier.event.Event.TaskFailed;
import atelier.event.Event.TaskStarted;

/** The fold: what each event changes in a project. The rows stand where they belong, by subject. */
final class Evolution {
  private static final Fold ROWS = rows();

  private Evolution() {}

  static Project after(Project project, Entry entry) {
    ProjectBuilder draft = ProjectBuilder.of(project);
    draft.seq = entry.seq();
    draft.hash = entry.hash();
    closeTask(draft, entry);
    ROWS.apply(draft, entry);
    Project next = draft.done();
    boolean resumes = next.status() == Status.PAUSED
        && !(entry.event() instanceof Paused)
        && RequiredAction.of(next).isEmpty();
    return resumes ? resumed(next) : next;
  }

  private static Fold rows() {
    Fold fold = new Fold();
    DesignEventHandlers.add(fold);
    FileEventHandlers.add(fold);
    LifecycleEventHandlers.add(fold);
    return fold.total();
  }

  /** Any other word from an agent about a file ends the task that it had in hand about it. */
  private static void closeTask(ProjectBuilder draft, Entry entry) {
    Event event = entry.event();
    if (event instanceof TaskStarted) {
      return;
    }
    String agent = entry.agent();
    draft
        .starts
        .values()
        .removeIf(start -> start.agent().equals(agent) && start.file().equals(event.file()));
    if (!(event instanceof LlmError || event instanceof TaskFailed)) {
      draft
          .troubles
          .values()
          .removeIf(
              trouble -> trouble.agent().equals(agent) && trouble.file().equals(event.file()));
    }
  }

  private static Project resumed(Project project) {
    ProjectBuilder draft = ProjectBuilder.of(project);
    draft.resume();
    return draft.done();
  }
}
