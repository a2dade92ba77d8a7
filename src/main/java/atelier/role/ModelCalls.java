package atelier.role;

import atelier.event.Event;
import atelier.event.Event.LlmError;
import atelier.event.Lesson;
import atelier.event.LiveMessage;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.LlmFailure;
import atelier.llm.Prompt;
import atelier.role.prompt.MachinePrompt;
import atelier.sandbox.SandboxLimits;
import atelier.sandbox.TimeLimit;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What roles that call a model share: lessons, progress messages, failures as events. */
public final class ModelCalls {
  private static final int MAX_LESSONS = 1;

  private ModelCalls() {}

  /** Describes the machine that runs generated code; empty if nothing runs here. */
  static Future<String> describeMachine(Tools tools) {
    Optional<SandboxLimits> limits = tools.sandbox().limits();
    return limits.isEmpty()
        ? Future.succeededFuture("")
        : tools
            .sandbox()
            .tools()
            .map(found -> new MachinePrompt(
                    found,
                    limits.get().timeout().toSeconds(),
                    limits.get().buildTimeout().toSeconds(),
                    TimeLimit.WALL_FACTOR,
                    limits.get().memoryBytes() >> 20,
                    limits.get().network())
                .text());
  }

  /** The lesson that matches best; an empty list if there is none or the search fails. */
  static Future<List<Lesson>> findLessons(
      Tools tools, String project, String subject, String text) {
    return tools.knowledge().search(project, subject, text, MAX_LESSONS).otherwise(List.of());
  }

  /** Calls the model and publishes its progress as live messages. */
  static Future<Completion> complete(Tools tools, Prompt prompt) {
    Llm.Progress progress = (tokens, text) -> tools
        .liveMessages()
        .accept(new LiveMessage(
            "progress",
            prompt.project(),
            tools.node(),
            prompt.role(),
            prompt.file(),
            tokens,
            text));
    return tools.llm().complete(prompt, progress);
  }

  /** Converts a failed call into an event; any other problem is a bug and stays a failure. */
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

  /** Identifies a task among all tasks of a project. */
  public static String taskKey(String role, Task task) {
    return role + ":" + task.name();
  }
}
