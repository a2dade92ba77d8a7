package atelier.project;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.LlmError;
import atelier.event.Event.Paused;
import atelier.event.Event.TaskFailed;
import atelier.event.Event.TaskStarted;
import atelier.event.SetupEvent.SetupStarted;

/**
 * The fold over a project's events: computes the next state from the current state and one entry.
 * The handlers are grouped by subject in the {@code ...EventHandlers} classes.
 */
final class ProjectFold {
  private static final EventHandlerTable HANDLERS = handlers();

  private ProjectFold() {}

  static Project apply(Project project, Entry entry) {
    ProjectBuilder builder = ProjectBuilder.from(project);
    builder.seq = entry.seq();
    builder.hash = entry.hash();
    removeFinishedTask(builder, entry);
    HANDLERS.apply(builder, entry);
    Project next = builder.build();
    boolean resumes = next.status() == Status.PAUSED
        && !(entry.event() instanceof Paused)
        && RequiredAction.of(next).isEmpty();
    return resumes ? resumed(next) : next;
  }

  private static EventHandlerTable handlers() {
    EventHandlerTable table = new EventHandlerTable();
    DesignEventHandlers.register(table);
    FileEventHandlers.register(table);
    LifecycleEventHandlers.register(table);
    ProofEventHandlers.register(table);
    ExampleEventHandlers.register(table);
    RewriteEventHandlers.register(table);
    CauseEventHandlers.register(table);
    RepairEventHandlers.register(table);
    SetupEventHandlers.register(table);
    return table.requireComplete();
  }

  /**
   * Removes the task that this entry finishes: any event of an agent about a file, other than
   * {@code task_started} and {@code setup_started}, ends the task of that agent about that file.
   */
  private static void removeFinishedTask(ProjectBuilder builder, Entry entry) {
    Event event = entry.event();
    if (event instanceof TaskStarted || event instanceof SetupStarted) {
      return;
    }
    String agent = entry.agent();
    boolean hasResult = !(event instanceof LlmError || event instanceof TaskFailed);
    builder.taskAttempts.entrySet().removeIf(task -> {
      boolean ends =
          task.getValue().agent().equals(agent) && task.getValue().file().equals(event.file());
      if (ends && hasResult) {
        builder.taskRepetitions = builder.taskRepetitions.withResult(agent, task.getKey());
      }
      return ends;
    });
    if (hasResult) {
      builder
          .retryableFailures
          .values()
          .removeIf(
              failure -> failure.agent().equals(agent) && failure.file().equals(event.file()));
    }
  }

  private static Project resumed(Project project) {
    ProjectBuilder builder = ProjectBuilder.from(project);
    builder.resume();
    return builder.build();
  }
}
