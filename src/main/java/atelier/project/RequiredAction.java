package atelier.project;

import atelier.event.Event.Paused;
import atelier.event.Example;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides whether a project needs a person, and why. */
public final class RequiredAction {
  private static final long MAX_PROJECT_CHARS = 50L << 20;
  private static final long MAX_EVENTS = 50_000;
  private static final int MAX_INFRA_ERRORS = 3;
  private static final int MAX_STARTS = 10;
  private static final int MAX_AUDITOR_STARTS = 6;

  private RequiredAction() {}

  /** The pause that the current state requires; empty while the project can continue. */
  public static Optional<Paused> of(Project project) {
    if (!project.isOpen() || project.isVerifying()) {
      return Optional.empty();
    }
    return surrenderedFiles(project)
        .or(() -> lastingFailure(project))
        .or(() -> missingInfrastructure(project))
        .or(() -> missingBlueprint(project))
        .or(() -> exceededLimit(project))
        .or(() -> unexplainedFailure(project));
  }

  /** Why a verification cannot continue, which then ends: it never waits for a person. */
  static Optional<String> obstacleToVerification(Project project) {
    return lastingFailure(project).or(() -> exceededLimit(project)).map(Paused::reason);
  }

  /**
   * Whether a task must not be offered to agents until a person has retried the project. Past the
   * limit of events only the Clerk has tasks, which record the pause.
   */
  public static boolean blocksTask(Project project, String task) {
    RetryableFailure failure = project.retryableFailures().get(task);
    return (failure != null && failure.needsPerson())
        || isPoisoned(project, task)
        || project.taskCounts().repetitions().isPoisoned(task)
        || (hasTooManyEvents(project) && !task.startsWith("clerk:"));
  }

  /** Whether the project has so many events that it may only pause or end. */
  public static boolean hasTooManyEvents(Project project) {
    return project.seq() > MAX_EVENTS;
  }

  /**
   * Whether a task was started so often without an end that it may be crashing nodes. The limit is
   * low for the Auditor, whose native code can crash a node, and higher for other roles. It must
   * not be lower than that: a node that lost its connection looks the same in the journal as one
   * that crashed.
   */
  private static boolean isPoisoned(Project project, String task) {
    TaskAttempts attempts = project.taskAttempts().get(task);
    return attempts != null
        && attempts.count()
            >= (attempts.agent().equals("auditor") ? MAX_AUDITOR_STARTS : MAX_STARTS);
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
        .map(failure -> new Paused(failure.cause(), failure.reason()))
        .or(() -> project.taskAttempts().keySet().stream()
            .filter(task -> isPoisoned(project, task))
            .findFirst()
            .map(task -> new Paused(
                "poison",
                "task " + task + " was started " + attemptCount(project, task)
                    + " times and never finished: nodes crashed or lost their connection while"
                    + " they worked on it. It is not started again until you retry the project.")))
        .or(() -> project
            .taskCounts()
            .repetitions()
            .poisonedTask()
            .map(task -> new Paused(
                "poison",
                "task " + task + " ended " + TaskRepetitions.MAX_RESULTS + " times, and was due"
                    + " again each time: its results change nothing. It is not started again"
                    + " until you retry the project.")));
  }

  private static Optional<Paused> missingInfrastructure(Project project) {
    return project.surveys().failedInARow() >= MAX_INFRA_ERRORS
        ? Optional.of(new Paused("infrastructure", project.surveys().problem()))
        : Optional.empty();
  }

  private static Optional<Paused> missingBlueprint(Project project) {
    boolean tooMany = !project.designed()
        && project.infra() != null
        && project.rejections().size() > project.infra().retries();
    return tooMany
        ? Optional.of(new Paused(
            "blueprint",
            "no usable blueprint after "
                + project.rejections().size() + " answers. Reason of the last rejection: "
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
    // Without the number of events: the pause is one more, and would be due again.
    return hasTooManyEvents(project)
        ? Optional.of(new Paused("limit", "the journal has more than " + MAX_EVENTS + " events"))
        : Optional.empty();
  }

  private static Optional<Paused> unexplainedFailure(Project project) {
    if (!project.allFilesDone()
        || !WrongCheck.toReplace(project).isEmpty()
        || Diagnosis.uselessRepair(project).isPresent()) {
      return Optional.empty();
    }
    String tree = project.treeHash();
    Diagnosis diagnosis = project.diagnosis();
    Stream<Paused> checks = project.checks().entrySet().stream()
        .filter(
            check -> check.getValue().tree().equals(tree) && check.getValue().failed())
        .filter(check -> diagnosis.isExplained(Diagnosis.subject("check", check.getKey()), tree)
            && !diagnosis.isDisputed(check.getKey(), check.getValue()))
        .map(check ->
            UnexplainedFailure.pause("check", check.getKey(), check.getValue().evidence()));
    Stream<Paused> examples = project.examples().inForce().stream()
        .map(Example::name)
        .filter(name -> project
            .examples()
            .failure(name, tree)
            .filter(ExampleFailure::blamed)
            .isPresent())
        .map(name -> UnexplainedFailure.pause(
            "example", name, project.examples().result(name, tree).evidence()));
    CheckResult start = project.startResult();
    Stream<Paused> run = Stream.ofNullable(start)
        .filter(result -> result.tree().equals(tree) && result.failed())
        .filter(result -> diagnosis.isExplained(Diagnosis.START, tree))
        .map(result -> UnexplainedFailure.pause("start command", "", result.evidence()));
    return Stream.of(checks, examples, run).flatMap(failed -> failed).findFirst();
  }
}
