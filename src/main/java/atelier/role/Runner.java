package atelier.role;

import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.project.CheckResult;
import atelier.project.CheckResult.Control;
import atelier.project.Feature;
import atelier.project.Outcome;
import atelier.project.Project;
import atelier.project.SourceFile;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs generated code in the sandbox: each program when its dependencies are settled, then the
 * acceptance checks when all files are done, with the negative control of each, then small faults.
 * Returns {@code execution_success}, {@code execution_failure} or {@code execution_skipped} for a
 * program, {@code check_passed}, {@code check_failed} or {@code check_skipped} for a check, {@code
 * control_passed} or {@code control_failed} for a control, and {@code mutants_tried}. May ask a
 * model for the cause of a failure.
 */
final class Runner implements Role<Runner.Run> {
  /** What a run is for. */
  enum Purpose {
    PROGRAM,
    CHECK,
    CONTROL,
    MUTANTS
  }

  /**
   * One run, or one series of runs.
   *
   * @param subject the path of the program, or the check's name; empty for mutants
   * @param attempt the version of the program; for a check, counts its runs on the same tree
   * @param command the check's command; empty for a program, which its language's toolchain runs
   * @param checks for mutants, the checks that notice broken code
   * @param spec for mutants, the spec, whose literals tell where faults matter most
   * @param files the files in its working folder, by path
   * @param uses for each path, the paths it uses
   * @param tree the hash of the files that the evidence applies to
   */
  record Run(
      String project,
      Purpose purpose,
      String subject,
      int attempt,
      List<String> command,
      List<CheckPlan> checks,
      String spec,
      Map<String, String> files,
      Map<String, List<String>> uses,
      String tree)
      implements Task {
    @Override
    public String file() {
      return purpose == Purpose.PROGRAM ? subject : "";
    }

    @Override
    public String name() {
      String version = tree.substring(0, 12);
      return switch (purpose) {
        case PROGRAM -> subject + ":" + version;
        case CHECK -> "check " + subject + ":" + version + (attempt > 1 ? ":" + attempt : "");
        case CONTROL -> "control " + subject + ":" + version;
        case MUTANTS -> "mutants:" + version;
      };
    }

    @Override
    public Requirements requirements() {
      return switch (purpose) {
        case PROGRAM -> Requirements.forRun(subject);
        case CHECK, CONTROL -> Requirements.forRun(command);
        case MUTANTS -> Requirements.forRun(checks.get(0).command());
      };
    }
  }

  @Override
  public String name() {
    return "runner";
  }

  @Override
  public Class<Run> taskType() {
    return Run.class;
  }

  @Override
  public Stream<Run> dueTasks(Project project) {
    if (!project.designed()) {
      return Stream.of();
    }
    return project.allFilesDone()
        ? Stream.concat(checkRuns(project), mutantRun(project))
        : programRuns(project);
  }

  private static Stream<Run> programRuns(Project project) {
    return project.files().values().stream()
        .filter(SourceFile::isSettled)
        .flatMap(file -> project
            .settledClosureHash(file.path())
            .filter(closure -> !closure.equals(file.ranClosureHash()))
            .map(closure ->
                runTask(project, Purpose.PROGRAM, file.path(), file.attempts(), List.of(), closure))
            .stream());
  }

  private static Stream<Run> checkRuns(Project project) {
    String tree = project.treeHash();
    return project.checkPlans().stream().flatMap(plan -> {
      CheckResult result = project.checkResult(plan.name());
      Stream<Run> check = result.needsRun(project.requiredPasses())
          ? Stream.of(runTask(
              project, Purpose.CHECK, plan.name(), result.passes() + 1, plan.command(), tree))
          : Stream.of();
      Stream<Run> control = result.needsControl()
          ? Stream.of(runTask(project, Purpose.CONTROL, plan.name(), 0, plan.command(), tree))
          : Stream.of();
      return Stream.concat(check, control);
    });
  }

  /** Mutants are tried when nothing else is left, by the checks that notice broken code. */
  private static Stream<Run> mutantRun(Project project) {
    if (!Outcome.isWaitingForMutants(project)) {
      return Stream.of();
    }
    Feature feature = Objects.requireNonNull(project.feature());
    List<CheckPlan> checks = project.checkPlans().stream()
        .filter(plan -> project.checkResult(plan.name()).control() == Control.PASSED)
        .toList();
    return Stream.of(new Run(
        project.id(),
        Purpose.MUTANTS,
        "",
        0,
        List.of(),
        checks,
        feature.spec(),
        project.acceptedContents(),
        Map.of(),
        project.treeHash()));
  }

  private static Run runTask(
      Project project,
      Purpose purpose,
      String subject,
      int attempt,
      List<String> command,
      String tree) {
    Map<String, List<String>> uses = new TreeMap<>();
    project.files().forEach((path, source) -> uses.put(path, source.plan().uses()));
    return new Run(
        project.id(),
        purpose,
        subject,
        attempt,
        command,
        List.of(),
        "",
        project.acceptedContents(),
        uses,
        tree);
  }

  @Override
  public Future<List<Event>> perform(Run task, Tools tools) {
    return task.purpose() == Purpose.MUTANTS
        ? new MutantRun(task, tools).perform()
        : new SandboxRun(task, tools).perform();
  }
}
