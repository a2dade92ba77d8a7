package atelier.studio;

import atelier.event.Event;
import atelier.project.PathRule;
import atelier.project.Project;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A person's command to a project, as sent to the node that leads it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.Create.class, name = "create"),
  @JsonSubTypes.Type(value = Command.CreateOrExtend.class, name = "create_or_extend"),
  @JsonSubTypes.Type(value = Command.Extend.class, name = "extend"),
  @JsonSubTypes.Type(value = Command.Approve.class, name = "approve"),
  @JsonSubTypes.Type(value = Command.Cancel.class, name = "cancel"),
  @JsonSubTypes.Type(value = Command.Retry.class, name = "retry"),
  @JsonSubTypes.Type(value = Command.Verify.class, name = "verify"),
  @JsonSubTypes.Type(value = Command.Hint.class, name = "hint")
})
public sealed interface Command {
  /** The events that the command leads to in a state; throws {@link Studio.Refused}. */
  List<Event> decide(Project state, PathRule paths);

  /** Returns the command with {@code change} applied to the person's texts. */
  default Command mapTexts(UnaryOperator<String> change) {
    return this;
  }

  /** Creates a project. */
  record Create(ProjectRequest request) implements Command {
    @Override
    public Command mapTexts(UnaryOperator<String> change) {
      return new Create(request.mapTexts(change));
    }

    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return CommandHandler.create(state, request);
    }
  }

  /** Creates a project, or requests another feature if it exists. */
  record CreateOrExtend(ProjectRequest request) implements Command {
    @Override
    public Command mapTexts(UnaryOperator<String> change) {
      return new CreateOrExtend(request.mapTexts(change));
    }

    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return state.feature() == null
          ? CommandHandler.create(state, request)
          : CommandHandler.extend(state, request);
    }
  }

  /** Requests another feature in an existing project. */
  record Extend(ProjectRequest request) implements Command {
    @Override
    public Command mapTexts(UnaryOperator<String> change) {
      return new Extend(request.mapTexts(change));
    }

    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return CommandHandler.extend(state, request);
    }
  }

  /**
   * Approves the blueprint.
   *
   * @param editedBlueprint the blueprint that replaces it, as JSON; null to approve it unchanged
   */
  record Approve(@Nullable String editedBlueprint) implements Command {
    @Override
    public Command mapTexts(UnaryOperator<String> change) {
      return editedBlueprint == null ? this : new Approve(change.apply(editedBlueprint));
    }

    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(CommandHandler.approve(state, Optional.ofNullable(editedBlueprint), paths));
    }
  }

  /**
   * Cancels the feature in progress.
   *
   * @param queued what is to become of queued features: {@code run} or {@code cancel}; empty if not
   *     said
   */
  record Cancel(String reason, String queued) implements Command {
    @Override
    public Command mapTexts(UnaryOperator<String> change) {
      return new Cancel(change.apply(reason), queued);
    }

    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(CommandHandler.cancel(state, reason, queued));
    }
  }

  /** Resumes a paused project and retries what failed. */
  record Retry() implements Command {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(CommandHandler.retry(state));
    }
  }

  /** Produces all evidence of an ended project again. */
  record Verify() implements Command {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(CommandHandler.verify(state));
    }
  }

  /** Adds a hint to the prompts about a file. */
  record Hint(String file, String text) implements Command {
    @Override
    public Command mapTexts(UnaryOperator<String> change) {
      return new Hint(file, change.apply(text));
    }

    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(CommandHandler.hint(state, file, text));
    }
  }
}
