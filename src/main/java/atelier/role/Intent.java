package atelier.role;

import atelier.project.PathRule;
import atelier.event.Event;
import atelier.project.Project;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person wants of a project, on its way to the node that conducts it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "intent")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Intent.Begin.class, name = "begin"),
  @JsonSubTypes.Type(value = Intent.Request.class, name = "request"),
  @JsonSubTypes.Type(value = Intent.Extend.class, name = "extend"),
  @JsonSubTypes.Type(value = Intent.Approve.class, name = "approve"),
  @JsonSubTypes.Type(value = Intent.Cancel.class, name = "cancel"),
  @JsonSubTypes.Type(value = Intent.Retry.class, name = "retry"),
  @JsonSubTypes.Type(value = Intent.Hint.class, name = "hint")
})
sealed interface Intent {
  /** What it comes to in the project's present state; throws {@link Studio.Refused}. */
  List<Event> decide(Project state, PathRule paths);

  /** A new project. */
  record Begin(Wish wish) implements Intent {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return Wishes.begin(state, wish);
    }
  }

  /** A new project, or a further feature where there is one. */
  record Request(Wish wish) implements Intent {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return state.feature() == null ? Wishes.begin(state, wish) : Wishes.extend(state, wish);
    }
  }

  /** A further feature. */
  record Extend(Wish wish) implements Intent {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return Wishes.extend(state, wish);
    }
  }

  /**
   * A yes to the blueprint.
   *
   * @param edited the blueprint to take in its place, as JSON; null for none
   */
  record Approve(@Nullable String edited) implements Intent {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(Wishes.approve(state, Optional.ofNullable(edited), paths));
    }
  }

  /** An end. */
  record Cancel(String reason) implements Intent {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(Wishes.cancel(state, reason));
    }
  }

  /** Another chance. */
  record Retry() implements Intent {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(Wishes.retry(state));
    }
  }

  /** Advice for a file. */
  record Hint(String file, String text) implements Intent {
    @Override
    public List<Event> decide(Project state, PathRule paths) {
      return List.of(Wishes.hint(state, file, text));
    }
  }
}
