package atelier.project;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.LlmError;
import atelier.event.Event.Paused;
import atelier.event.Event.TaskFailed;
import atelier.event.Event.TaskStarted;

/** The fold: what each event changes in a project. The rows stand where they belong, by subject. */
final class ProjectFold {
  private static final EventHandlerTable HANDLERS = handlers();

  private ProjectFold() {}

  static Project apply(Project project, Entry entry) {
    ProjectBuilder builder = ProjectBuilder.from(project);
    builder.seq = entry.seq();
    builder.hash = entry.hash();
    removeFinishedTasks(builder, entry);
    HANDLERS.apply(builder, entry);
    Project next = builder.build();
    boolean resumes = next.status() == Status.PAUSED
        && !(entry.event() instanceof Paused)
        && RequiredAction.of(next).isEmpty();
    return resumes ? resumed(next) : next;
  }

  private static EventHandlerTable handlers() {
    EventHandlerTable fold = new EventHandlerTable();
    DesignEventHandlers.register(fold);
    FileEventHandlers.register(fold);
    LifecycleEventHandlers.register(fold);
    return fold.requireComplete();
  }

  /** Any other word from an agent about a file ends the task that it had in hand about it. */
  private static void removeFinishedTasks(ProjectBuilder builder, Entry entry) {
    Event event = entry.event();
    if (event instanceof TaskStarted) {
      return;
    }
    String agent = entry.agent();
    builder
        .taskAttempts
        .values()
        .removeIf(start -> start.agent().equals(agent) && start.file().equals(event.file()));
    if (!(event instanceof LlmError || event instanceof TaskFailed)) {
      builder
          .retryableFailures
          .values()
          .removeIf(
              trouble -> trouble.agent().equals(agent) && trouble.file().equals(event.file()));
    }
  }

  private static Project resumed(Project project) {
    ProjectBuilder builder = ProjectBuilder.from(project);
    builder.resume();
    return builder.build();
  }
}
