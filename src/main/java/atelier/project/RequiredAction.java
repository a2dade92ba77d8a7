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
    if (!project.isOpen()) {
      return Optional.empty();
    }
    return surrenderedFiles(project)
        .or(() -> lastingFailure(project))
        .or(() -> missingInfrastructure(project))
        .or(() -> missingBlueprint(project))
        .or(() -> exceededLimit(project))
        .or(() -> unexplainedCheckFailure(project));
  }

  /** Whether a task may not be offered until a person helped. */
  public static boolean blocksTask(Project project, String task) {
    RetryableFailure trouble = project.retryableFailures().get(task);
    return (trouble != null && trouble.needsPerson()) || isPoisoned(project, task);
  }

  /**
   * Whether a task was begun so often without an end that it may be what ends nodes: six times for
   * the Auditor, whose native code can take a node down; more for the others, which can only be
   * unlucky. Three are no proof where nodes come and go: a node that is cut off leaves the same in
   * the journal as one that died, and only its own disk could tell which it was.
   */
  private static boolean isPoisoned(Project project, String task) {
    TaskAttempts start = project.taskAttempts().get(task);
    return start != null
        && start.count() >= (start.agent().equals("auditor") ? MAX_NATIVE_STARTS : MAX_STARTS);
  }

  private static int attemptCount(Project project, String task) {
    return Objects.requireNonNull(project.taskAttempts().get(task)).count();
  }

  private static Optional<Paused> surrenderedFiles(Project project) {
    String reasons = project.files().values().stream()
        .filter(SourceFile::isSurrendered)
        .map(file -> file.path() + ": " + file.surrenderReason())
        .collect(Collectors.joining("; "));
    return Optional.of(reasons)
        .filter(Predicate.not(String::isEmpty))
        .map(text -> new Paused("surrender", text));
  }

  private static Optional<Paused> lastingFailure(Project project) {
    return project.retryableFailures().values().stream()
        .filter(RetryableFailure::needsPerson)
        .findFirst()
        .map(trouble -> new Paused(trouble.cause(), trouble.reason()))
        .or(() -> project.taskAttempts().keySet().stream()
            .filter(task -> isPoisoned(project, task))
            .findFirst()
            .map(task -> new Paused(
                "poison",
                "task " + task + " was begun " + attemptCount(project, task)
                    + " times and no end of it was"
                    + " told: nodes died at it, or were cut off; it is not tried again until you"
                    + " say retry")));
  }

  private static Optional<Paused> missingInfrastructure(Project project) {
    return project.infraErrors() >= MAX_INFRA_ERRORS
        ? Optional.of(new Paused("infrastructure", project.infraProblem()))
        : Optional.empty();
  }

  private static Optional<Paused> missingBlueprint(Project project) {
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

  private static Optional<Paused> exceededLimit(Project project) {
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

  private static Optional<Paused> unexplainedCheckFailure(Project project) {
    if (!project.allFilesDone()) {
      return Optional.empty();
    }
    String tree = project.treeHash();
    return project.checks().entrySet().stream()
        .filter(check -> check.getValue().tree().equals(tree))
        .filter(
            check -> !check.getValue().passed() && check.getValue().skipReason().isEmpty())
        .findFirst()
        .map(check -> new Paused(
            "surrender",
            "check \"" + check.getKey() + "\" fails, and no file could be found as the cause"));
  }
}
