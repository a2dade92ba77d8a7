package atelier.role;

import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.Event.CheckFailed;
import atelier.event.Event.CheckPassed;
import atelier.event.Event.CheckSkipped;
import atelier.event.Event.ExecutionFailure;
import atelier.event.Event.ExecutionSkipped;
import atelier.event.Event.ExecutionSuccess;
import atelier.event.Evidence;
import atelier.project.CheckResult;
import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.proof.FaultLocalizer;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.JobResult.End;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs generated code in the sandbox: each program when its dependencies are settled, then the
 * acceptance checks when all files are done. Returns {@code execution_success}, {@code
 * execution_failure} or {@code execution_skipped} for a program, and {@code check_passed}, {@code
 * check_failed} or {@code check_skipped} for a check. May ask a model for the cause of a failure.
 */
final class Runner implements Role<Runner.Run> {
  /**
   * Runs one program or check.
   *
   * @param file the program; empty for a check
   * @param check the check's name; empty for a program
   * @param command the check's command; empty for a program, which its language's toolchain runs
   * @param files the files in its working folder, by path
   * @param uses for each path, the paths it uses
   * @param tree the hash of the files that the evidence applies to
   */
  record Run(
      String project,
      String file,
      int attempt,
      String check,
      List<String> command,
      Map<String, String> files,
      Map<String, List<String>> uses,
      String tree)
      implements Task {
    @Override
    public String name() {
      return (check.isEmpty() ? file : "check " + check) + ":" + tree.substring(0, 12);
    }

    @Override
    public Requirements requirements() {
      return check.isEmpty() ? Requirements.forRun(file) : Requirements.forRun(command);
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
    return project.allFilesDone() ? checkRuns(project) : programRuns(project);
  }

  private static Stream<Run> programRuns(Project project) {
    return project.files().values().stream()
        .filter(SourceFile::isSettled)
        .flatMap(file -> project
            .settledClosureHash(file.path())
            .filter(closure -> !closure.equals(file.ranClosureHash()))
            .map(closure -> runTask(project, file.path(), file.attempts(), "", List.of(), closure))
            .stream());
  }

  private static Stream<Run> checkRuns(Project project) {
    String tree = project.treeHash();
    return project.checkPlans().stream()
        .filter(plan -> isPending(project.checks().get(plan.name()), tree))
        .map(plan -> checkRun(project, plan, tree));
  }

  private static boolean isPending(@Nullable CheckResult result, String tree) {
    return result == null || !result.tree().equals(tree);
  }

  private static Run checkRun(Project project, CheckPlan plan, String tree) {
    return runTask(project, "", 0, plan.name(), plan.command(), tree);
  }

  private static Run runTask(
      Project project, String file, int attempt, String check, List<String> command, String tree) {
    Map<String, List<String>> uses = new TreeMap<>();
    project.files().forEach((path, source) -> uses.put(path, source.plan().uses()));
    return new Run(
        project.id(), file, attempt, check, command, project.acceptedContents(), uses, tree);
  }

  @Override
  public Future<List<Event>> perform(Run task, Tools tools) {
    Optional<List<String>> command = task.check().isEmpty()
        ? tools.toolchains().runCommand(task.file(), task.files().getOrDefault(task.file(), ""))
        : Optional.of(task.command());
    if (command.isEmpty()) {
      return skippedEvent(task, false, "it is not a program");
    }
    if (!tools.sandbox().unavailableReason().isEmpty()) {
      return skippedEvent(task, true, tools.sandbox().unavailableReason());
    }
    List<String> resolved = command.get();
    return tools
        .sandbox()
        .run(new Job(resolved, task.files(), tools.policy().runTimeout()))
        .compose(result -> result.end() == End.NOT_FOUND
            ? skippedEvent(task, true, resolved.get(0) + " is not installed here")
            : toEvents(task, resolved, result, tools));
  }

  private static Future<List<Event>> skippedEvent(Run task, boolean runnable, String reason) {
    Event event = task.check().isEmpty()
        ? new ExecutionSkipped(task.file(), task.attempt(), runnable, reason, task.tree())
        : new CheckSkipped(task.check(), reason, task.tree());
    return Future.succeededFuture(List.of(event));
  }

  private static Future<List<Event>> toEvents(
      Run task, List<String> command, JobResult result, Tools tools) {
    Evidence evidence = new Evidence(
        command,
        result.exitCode(),
        result.durationMs(),
        result.output(),
        result.outputHash(),
        task.tree());
    boolean stillRunning = task.check().isEmpty()
        && result.end() == End.TIMED_OUT
        && result.errorOutput().isBlank();
    if (result.succeeded() || stillRunning) {
      Event event = task.check().isEmpty()
          ? new ExecutionSuccess(
              task.file(),
              task.attempt(),
              evidence,
              stillRunning ? "started, and was still running at the time limit" : "exited with 0")
          : new CheckPassed(task.check(), evidence);
      return Future.succeededFuture(List.of(event));
    }
    return new FaultLocalizer(tools.llm(), tools.prompts().forRole("runner"))
        .findCause(new FaultLocalizer.FailedRun(
            task.project(),
            task.file(),
            task.command(),
            task.files().keySet(),
            task.uses(),
            result.output()))
        .map(cause -> List.of(
            task.check().isEmpty()
                ? new ExecutionFailure(
                    task.file(),
                    task.attempt(),
                    cause,
                    evidence,
                    "run of " + task.file() + endSuffix(result))
                : new CheckFailed(task.check(), cause, evidence)));
  }

  private static String endSuffix(JobResult result) {
    return switch (result.end()) {
      case EXITED -> "";
      case TIMED_OUT -> " (stopped at the time limit, with errors)";
      case TOO_MUCH_OUTPUT -> " (stopped: too much output)";
      case OUT_OF_MEMORY -> " (out of memory)";
      case NOT_FOUND -> " (not found)";
    };
  }
}
