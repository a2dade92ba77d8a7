package atelier.project;

import atelier.event.Event.Paused;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a project needs a person for. */
public final class RequiredAction {
  private static final long MAX_PROJECT_CHARS = 50L << 20;
  private static final long MAX_EVENTS = 50_000;
  private static final int MAX_INFRA_ERRORS = 3;
  private static final int MAX_STARTS = 10;
  private static final int MAX_NATIVE_STARTS = 6;

  private RequiredAction() {}

  /** The pause that the state calls for; empty while it can go on by itself. */
  public static Optional<Paused> of(Project project) {
    if (!project.open()) {
      return Optional.empty();
    }
    return surrendered(project)
        .or(() -> troubled(project))
        .or(() -> unequipped(project))
        .or(() -> undesigned(project))
        .or(() -> oversized(project))
        .or(() -> unexplained(project));
  }

  /** Whether a task may not be offered until a person helped. */
  public static boolean blocks(Project project, String task) {
    RetryableFailure trouble = project.troubles().get(task);
    return (trouble != null && trouble.blocks()) || poisoned(project, task);
  }

  /**
   * Whether a task was begun so often without an end that it may be what ends nodes: six times for
   * the Auditor, whose native code can take a node down; more for the others, which can only be
   * unlucky. Three are no proof where nodes come and go: a node that is cut off leaves the same in
   * the journal as one that died, and only its own disk could tell which it was.
   */
  private static boolean poisoned(Project project, String task) {
    TaskAttempts start = project.starts().get(task);
    return start != null
        && start.count() >= (start.agent().equals("auditor") ? MAX_NATIVE_STARTS : MAX_STARTS);
  }

  private static int count(Project project, String task) {
    return Objects.requireNonNull(project.starts().get(task)).count();
  }

  private static Optional<Paused> surrendered(Project project) {
    String reasons = project.files().values().stream()
        .filter(SourceFile::surrendered)
        .map(file -> file.path() + ": " + file.surrender())
        .collect(Collectors.joining("; "));
    return Optional.of(reasons)
        .filter(Predicate.not(String::isEmpty))
        .map(text -> new Paused("surrender", text));
  }

  private static Optional<Paused> troubled(Project project) {
    return project.troubles().values().stream()
        .filter(RetryableFailure::blocks)
        .findFirst()
        .map(trouble -> new Paused(trouble.cause(), trouble.reason()))
        .or(() -> project.starts().keySet().stream()
            .filter(task -> poisoned(project, task))
            .findFirst()
            .map(task -> new Paused(
                "poison",
                "task " + task + " was begun " + count(project, task)
                    + " times and no end of it was"
                    + " told: nodes died at it, or were cut off; it is not tried again until you"
                    + " say retry")));
  }

  private static Optional<Paused> unequipped(Project project) {
    return project.infraErrors() >= MAX_INFRA_ERRORS
        ? Optional.of(new Paused("infrastructure", project.infraProblem()))
        : Optional.empty();
  }

  private static Optional<Paused> undesigned(Project project) {
    boolean tooMany =
        project.infra() != null && project.rejections().size() > project.infra().retries();
    return tooMany
        ? Optional.of(new Paused(
            "blueprint",
            "no usable blueprint after "
                + project.rejections().size() + " answers; the last one: "
                + project.rejections().get(project.rejections().size() - 1)))
        : Optional.empty();
  }

  private static Optional<Paused> oversized(Project project) {
    long chars = project.files().values().stream()
        .flatMap(file -> Stream.ofNullable(file.accepted()))
        .mapToLong(version -> version.content().length())
        .sum();
    if (chars > MAX_PROJECT_CHARS) {
      return Optional.of(new Paused(
          "limit", "the files have " + chars + " characters; the limit is " + MAX_PROJECT_CHARS));
    }
    return project.seq() > MAX_EVENTS
        ? Optional.of(new Paused(
            "limit", "the journal has " + project.seq() + " events; the limit is " + MAX_EVENTS))
        : Optional.empty();
  }

  private static Optional<Paused> unexplained(Project project) {
    if (!project.allSettled()) {
      return Optional.empty();
    }
    String tree = project.tree();
    return project.checks().entrySet().stream()
        .filter(check -> check.getValue().tree().equals(tree))
        .filter(
            check -> !check.getValue().passed() && check.getValue().skipped().isEmpty())
        .findFirst()
        .map(check -> new Paused(
            "surrender",
            "check \"" + check.getKey() + "\" fails, and no file could be found as the cause"));
  }
}
