package atelier.studio;

import atelier.event.Event;
import atelier.project.PathRule;
import atelier.project.Project;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person wants of a project, on its way to the node that conducts it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "intent")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.Begin.class, name = "begin"),
  @JsonSubTypes.Type(value = Command.Request.class, name = "request"),
  @JsonSubTypes.Type(value = Command.Extend.class, name = "extend"),
  @JsonSubTypes.Type(value = Command.Approve.class, name = "approve"),
  @JsonSubTypes.Type(value = Command.Cancel.class, name = "cancel"),
  @JsonSubTypes.Type(value = Command.Retry.class, name = "retry"),
  @JsonSubTypes.Type(value = Command.Hint.class, name = "hint")
})
public sealed interface Command {
  /** What it comes to in the project's present state; throws {@link Studio.Refused}. */
  List<Event> decide(Project state, PathRule paths);

  /** A new project. */
  record Begin(ProjectRequest wish) implements Command {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return CommandHandler.begin(state, wish);
    }
  }

  /** A new project, or a further feature where there is one. */
  record Request(ProjectRequest wish) implements Command {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return state.feature() == null
          ? CommandHandler.begin(state, wish)
          : CommandHandler.extend(state, wish);
    }
  }

  /** A further feature. */
  record Extend(ProjectRequest wish) implements Command {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return CommandHandler.extend(state, wish);
    }
  }

  /**
   * A yes to the blueprint.
   *
   * @param edited the blueprint to take in its place, as JSON; null for none
   */
  record Approve(@Nullable String edited) implements Command {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(CommandHandler.approve(state, Optional.ofNullable(edited), paths));
    }
  }

  /** An end. */
  record Cancel(String reason) implements Command {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(CommandHandler.cancel(state, reason));
    }
  }

  /** Another chance. */
  record Retry() implements Command {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(CommandHandler.retry(state));
    }
  }

  /** Advice for a file. */
  record Hint(String file, String text) implements Command {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(CommandHandler.hint(state, file, text));
    }
  }
}
