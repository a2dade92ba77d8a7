package atelier.studio;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.Event.Approved;
import atelier.event.Event.Cancelled;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.project.PathRule;
import atelier.project.Project;
import atelier.project.Status;
import atelier.role.answer.BlueprintAnswer;
import atelier.studio.Studio.Refused;
import atelier.studio.Studio.Refused.Why;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a person's wish becomes in a project's present state: events, or a refusal. Pure. */
public final class CommandHandler {
  private static final int MAX_SPEC_BYTES = 64 * 1024;
  private static final int MAX_HINT_BYTES = 16 * 1024;
  private static final int MAX_WAITING = 100;

  private CommandHandler() {}

  /** Refuses what no project could grant. */
  public static void check(String project, ProjectRequest wish) {
    if (!ProjectId.isValid(project)) {
      throw new Refused(
          Why.MALFORMED,
          "\"" + project + "\" cannot be a project's id: use up to 63 of a-z, 0-9 and -, beginning"
              + " with a letter or digit");
    }
    limit("spec", wish.spec(), MAX_SPEC_BYTES);
  }

  private static void limit(String what, String text, int maxBytes) {
    if (text.isBlank()) {
      throw new Refused(
          Why.MALFORMED, "the " + what + " is empty: say in a sentence what is wanted");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > maxBytes) {
      throw new Refused(
          Why.TOO_LARGE, "the " + what + " has " + bytes + " bytes; the limit is " + maxBytes);
    }
  }

  public static List<Event> begin(Project state, ProjectRequest wish) {
    if (state.feature() != null && !repeats(state, wish)) {
      throw new Refused("there is a project " + state.id()
          + " already: choose another id, or ask for a further" + " feature in it");
    }
    return state.feature() != null ? List.of() : List.of(request(wish));
  }

  public static List<Event> extend(Project state, ProjectRequest wish) {
    present(state);
    if (repeats(state, wish)) {
      return List.of();
    }
    if (state.queuedFeatures().size() >= MAX_WAITING) {
      throw new Refused(
          state.id() + " has " + MAX_WAITING + " further requests waiting, which is the limit");
    }
    return List.of(request(wish));
  }

  private static FeatureRequested request(ProjectRequest wish) {
    return new FeatureRequested(wish.spec(), wish.approve(), wish.key());
  }

  private static boolean repeats(Project state, ProjectRequest wish) {
    FeatureRequested before = state.requestsByKey().get(wish.key());
    if (before != null && !before.equals(request(wish))) {
      throw new Refused(
          Why.KEY_REUSED,
          "this Idempotency-Key came with another request for " + state.id() + " before");
    }
    return before != null;
  }

  public static Event approve(Project state, Optional<String> edited, PathRule paths) {
    Blueprint designed = present(state).blueprint();
    if (state.status() != Status.AWAITING_APPROVAL || designed == null) {
      throw new Refused(state.id() + " does not wait for approval: it is " + named(state));
    }
    return new Approved(edited.map(json -> read(state, json, paths)).orElse(designed));
  }

  private static Blueprint read(Project state, String json, PathRule paths) {
    BlueprintAnswer reader = BlueprintAnswer.parse(json, state.acceptedContents().keySet(), paths);
    if (reader.blueprint() == null) {
      throw new Refused(Why.MALFORMED, "the blueprint cannot be taken: " + reader.rejectionReason());
    }
    return reader.blueprint();
  }

  static Event cancel(Project state, String reason) {
    requireOpen(state);
    return new Cancelled(reason);
  }

  static Event retry(Project state) {
    if (present(state).status() != Status.PAUSED) {
      throw new Refused(state.id() + " is not paused: it is " + named(state));
    }
    return new RetryRequested();
  }

  static Event hint(Project state, String file, String text) {
    requireOpen(state);
    if (!state.files().containsKey(file)) {
      throw new Refused(
          Why.ABSENT,
          state.id() + " has no file " + file + "; it has "
              + String.join(", ", state.files().keySet()));
    }
    limit("hint", text, MAX_HINT_BYTES);
    return new HintGiven(file, text);
  }

  private static void requireOpen(Project state) {
    if (!present(state).isOpen()) {
      throw new Refused(state.id() + " has ended: it is " + named(state));
    }
  }

  public static Project present(Project state) {
    if (state.feature() == null) {
      throw new Refused(Why.ABSENT, "there is no project " + state.id());
    }
    return state;
  }

  private static String named(Project state) {
    return state.status().wireName();
  }
}
