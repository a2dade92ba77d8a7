package atelier.studio;

import atelier.event.Blueprint;
import atelier.event.Cancelled;
import atelier.event.Event;
import atelier.event.Event.Approved;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.event.Event.VerifyRequested;
import atelier.project.PathRule;
import atelier.project.Project;
import atelier.project.Status;
import atelier.studio.Studio.Refused;
import atelier.studio.Studio.Refused.Why;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which events a command leads to in a project's state, or refuses it. Pure. */
public final class CommandHandler {
  private static final int MAX_SPEC_BYTES = 64 * 1024;
  private static final int MAX_HINT_BYTES = 16 * 1024;
  private static final int MAX_PENDING_REQUESTS = 100;
  private static final int MAX_TITLES = 5;
  private static final int MAX_TITLE_CHARS = 200;
  private static final Set<String> QUEUED_CHOICES = Set.of("run", "cancel");

  private CommandHandler() {}

  /** Refuses a request that is invalid in every state. */
  public static void validate(String project, ProjectRequest request) {
    if (!ProjectId.isValid(project)) {
      throw new Refused(
          Why.MALFORMED,
          "\"" + project + "\" is not a valid project id: use up to 63 of a-z, 0-9 and -, starting"
              + " with a letter or digit");
    }
    validateText("spec", request.spec(), MAX_SPEC_BYTES);
  }

  private static void validateText(String name, String text, int maxBytes) {
    if (text.isBlank()) {
      throw new Refused(
          Why.MALFORMED, "the " + name + " is empty: describe what you want in a sentence");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > maxBytes) {
      throw new Refused(
          Why.TOO_LARGE, "the " + name + " has " + bytes + " bytes; the limit is " + maxBytes);
    }
  }

  /** Creates a project; no events if the same request with the same key created it before. */
  public static List<Event> create(Project state, ProjectRequest request) {
    if (state.feature() != null && !isRepeated(state, request)) {
      throw new Refused("project " + state.id()
          + " already exists: choose another id, or request another feature in it");
    }
    return state.feature() != null ? List.of() : List.of(toEvent(request));
  }

  /** Requests another feature; no events if the same request with the same key did so before. */
  public static List<Event> extend(Project state, ProjectRequest request) {
    requireExists(state);
    if (isRepeated(state, request)) {
      return List.of();
    }
    if (state.queuedFeatures().size() >= MAX_PENDING_REQUESTS) {
      throw new Refused(
          state.id() + " has " + MAX_PENDING_REQUESTS + " pending requests, which is the limit");
    }
    return List.of(toEvent(request));
  }

  private static FeatureRequested toEvent(ProjectRequest request) {
    return new FeatureRequested(request.spec(), request.approve(), request.key());
  }

  private static boolean isRepeated(Project state, ProjectRequest request) {
    FeatureRequested previous = state.requestsByKey().get(request.key());
    if (previous != null && !previous.equals(toEvent(request))) {
      throw new Refused(
          Why.KEY_REUSED,
          "this Idempotency-Key was already used with a different request for " + state.id());
    }
    return previous != null;
  }

  /**
   * Approves the blueprint, or an edited one that is valid under the same rules. An edited one is
   * also accepted while the project is paused, so that a person can fix a check or an example.
   */
  public static Event approve(Project state, Optional<String> edited, PathRule paths) {
    Blueprint planned = requireExists(state).blueprint();
    boolean editsPaused = state.status() == Status.PAUSED && edited.isPresent();
    if (planned == null || (state.status() != Status.AWAITING_APPROVAL && !editsPaused)) {
      throw new Refused(state.id() + " is not waiting for approval: it is " + statusName(state)
          + (state.status() == Status.PAUSED ? "; send the edited blueprint to continue" : ""));
    }
    return edited.map(json -> EditedPlan.read(state, json, paths)).orElse(new Approved(planned));
  }

  /**
   * Cancels the feature in progress.
   *
   * @param queued what is to become of queued features: {@code run} or {@code cancel}; empty if the
   *     person did not say it, which is refused if any is queued
   */
  static Event cancel(Project state, String reason, String queued) {
    requireOpen(state);
    if (!queued.isEmpty() && !QUEUED_CHOICES.contains(queued)) {
      throw new Refused(
          Why.MALFORMED,
          "\"queued\" must be \"run\" (build the queued features next) or \"cancel\" (drop them)");
    }
    List<String> waiting =
        state.queuedFeatures().stream().map(feature -> title(feature.spec())).toList();
    if (waiting.isEmpty()) {
      return new Cancelled(reason);
    } else if (queued.isEmpty()) {
      throw new Refused(state.id() + " has queued features: "
          + waiting.stream()
              .limit(MAX_TITLES)
              .map(title -> "\"" + title + "\"")
              .collect(Collectors.joining(", "))
          + (waiting.size() > MAX_TITLES ? " and " + (waiting.size() - MAX_TITLES) + " more" : "")
          + ". Say what is to become of them: \"queued\": \"run\" builds them next, \"queued\":"
          + " \"cancel\" drops them");
    }
    return new Cancelled(reason, queued, queued.equals("cancel") ? waiting : List.of());
  }

  /** The first line of a spec, cut to {@value #MAX_TITLE_CHARS} characters. */
  private static String title(String spec) {
    String line = spec.strip().lines().findFirst().orElse("");
    return line.codePointCount(0, line.length()) <= MAX_TITLE_CHARS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MAX_TITLE_CHARS)) + "…";
  }

  static Event retry(Project state) {
    if (requireExists(state).status() != Status.PAUSED) {
      throw new Refused(state.id() + " is not paused: it is " + statusName(state));
    }
    return new RetryRequested();
  }

  static Event verify(Project state) {
    if (requireExists(state).status() == Status.PAUSED) {
      throw new Refused(state.id() + " is paused: use retry");
    }
    if (state.isOpen()) {
      throw new Refused(state.id() + " has not ended: it is " + statusName(state));
    }
    if (!state.allFilesDone()) {
      throw new Refused(
          state.id() + " cannot be verified: it ended before all of its files were finished");
    }
    return new VerifyRequested();
  }

  static Event hint(Project state, String file, String text) {
    requireOpen(state);
    if (state.isVerifying()) {
      throw new Refused(
          state.id() + " is being verified, and no file is written: wait for its end");
    }
    if (!state.files().containsKey(file)) {
      throw new Refused(
          Why.ABSENT,
          state.id() + " has no file " + file + "; it has "
              + String.join(", ", state.files().keySet()));
    }
    if (state.deletions().contains(file)) {
      throw new Refused(file + " is not written any more: it will be deleted");
    }
    validateText("hint", text, MAX_HINT_BYTES);
    return new HintGiven(file, text);
  }

  private static void requireOpen(Project state) {
    if (!requireExists(state).isOpen()) {
      throw new Refused(state.id() + " has ended: it is " + statusName(state));
    }
  }

  /** Returns the state; refuses if the project does not exist. */
  public static Project requireExists(Project state) {
    if (state.feature() == null) {
      throw new Refused(Why.ABSENT, "there is no project " + state.id());
    }
    return state;
  }

  private static String statusName(Project state) {
    return state.status().wireName();
  }
}
