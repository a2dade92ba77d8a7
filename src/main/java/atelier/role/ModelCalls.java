package atelier.role;

import atelier.event.Event;
import atelier.event.Event.LlmError;
import atelier.event.LiveMessage;
import atelier.llm.Llm;
import atelier.llm.LlmFailure;
import io.vertx.core.Future;
import java.util.List;

/** What roles that ask a model share: telling progress, and telling failure as an event. */
public final class ModelCalls {
  private ModelCalls() {}

  static Llm.Progress progressListener(Tools tools, String project, String role, String file) {
    return (tokens, text) -> tools
        .liveMessages()
        .accept(new LiveMessage("progress", project, tools.node(), role, file, tokens, text));
  }

  /** The event for a model that gave nothing usable; anything else stays the bug it is. */
  static Future<List<Event>> toFailureEvent(String role, Task task, Throwable problem) {
    if (problem instanceof LlmFailure failure) {
      return Future.succeededFuture(List.of(new LlmError(
          taskKey(role, task),
          task.file(),
          failure.kind().name(),
          !failure.kind().isTransient(),
          String.valueOf(failure.getMessage()))));
    }
    return Future.failedFuture(problem);
  }

  /** Names a task among all tasks of a project. */
  public static String taskKey(String role, Task task) {
    return role + ":" + task.name();
  }
}
