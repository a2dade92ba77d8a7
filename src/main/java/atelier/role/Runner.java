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

/** Runs what was written: each program once all it uses is there, then the checks on the whole. */
final class Runner implements Role<Runner.Run> {
  /**
   * One thing to run.
   *
   * @param file the program; empty for a check
   * @param check the check's name; empty for a program
   * @param command the check's command; empty for a program, whose language knows it
   * @param files what it finds in its folder
   * @param uses for each path, the paths it uses
   * @param tree the hash that the evidence is for
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
    public Requirements need() {
      return check.isEmpty() ? Requirements.running(file) : Requirements.running(command);
    }
  }

  @Override
  public String name() {
    return "runner";
  }

  @Override
  public Class<Run> task() {
    return Run.class;
  }

  @Override
  public Stream<Run> due(Project project) {
    if (!project.open() || !project.designed()) {
      return Stream.of();
    }
    return project.allSettled() ? checks(project) : programs(project);
  }

  private static Stream<Run> programs(Project project) {
    return project.files().values().stream()
        .filter(SourceFile::isSettled)
        .flatMap(file -> project
            .settledClosure(file.path())
            .filter(closure -> !closure.equals(file.ran()))
            .map(closure -> run(project, file.path(), file.attempts(), "", List.of(), closure))
            .stream());
  }

  private static Stream<Run> checks(Project project) {
    String tree = project.tree();
    return project.checkPlans().stream()
        .filter(plan -> isOpen(project.checks().get(plan.name()), tree))
        .map(plan -> check(project, plan, tree));
  }

  private static boolean isOpen(@Nullable CheckResult result, String tree) {
    return result == null || !result.tree().equals(tree);
  }

  private static Run check(Project project, CheckPlan plan, String tree) {
    return run(project, "", 0, plan.name(), plan.command(), tree);
  }

  private static Run run(
      Project project, String file, int attempt, String check, List<String> command, String tree) {
    Map<String, List<String>> uses = new TreeMap<>();
    project.files().forEach((path, one) -> uses.put(path, one.plan().uses()));
    return new Run(
        project.id(), file, attempt, check, command, project.acceptedContents(), uses, tree);
  }

  @Override
  public Future<List<Event>> perform(Run task, Tools tools) {
    Optional<List<String>> command = task.check().isEmpty()
        ? tools.toolchains().runCommand(task.file(), task.files().getOrDefault(task.file(), ""))
        : Optional.of(task.command());
    if (command.isEmpty()) {
      return skipped(task, false, "it is not a program by itself");
    }
    if (!tools.sandbox().unavailable().isEmpty()) {
      return skipped(task, true, tools.sandbox().unavailable());
    }
    List<String> words = command.get();
    return tools
        .sandbox()
        .run(new Job(words, task.files(), tools.habits().runTimeout()))
        .compose(outcome -> outcome.end() == End.NOT_FOUND
            ? skipped(task, true, words.get(0) + " is not installed here")
            : told(task, words, outcome, tools));
  }

  private static Future<List<Event>> skipped(Run task, boolean runnable, String reason) {
    Event event = task.check().isEmpty()
        ? new ExecutionSkipped(task.file(), task.attempt(), runnable, reason, task.tree())
        : new CheckSkipped(task.check(), reason, task.tree());
    return Future.succeededFuture(List.of(event));
  }

  private static Future<List<Event>> told(
      Run task, List<String> command, JobResult outcome, Tools tools) {
    Evidence evidence = new Evidence(
        command, outcome.exit(), outcome.ms(), outcome.output(), outcome.outputHash(), task.tree());
    boolean started = task.check().isEmpty()
        && outcome.end() == End.TIMED_OUT
        && outcome.errors().isBlank();
    if (outcome.succeeded() || started) {
      Event event = task.check().isEmpty()
          ? new ExecutionSuccess(
              task.file(),
              task.attempt(),
              evidence,
              started ? "still running at the time limit: it started" : "exited with 0")
          : new CheckPassed(task.check(), evidence);
      return Future.succeededFuture(List.of(event));
    }
    return new FaultLocalizer(tools.llm(), tools.prompts().of("runner"))
        .causeOf(new FaultLocalizer.FailedRun(
            task.project(),
            task.file(),
            task.command(),
            task.files().keySet(),
            task.uses(),
            outcome.output()))
        .map(cause -> List.of(
            task.check().isEmpty()
                ? new ExecutionFailure(
                    task.file(),
                    task.attempt(),
                    cause,
                    evidence,
                    "run of " + task.file() + ended(outcome))
                : new CheckFailed(task.check(), cause, evidence)));
  }

  private static String ended(JobResult outcome) {
    return switch (outcome.end()) {
      case EXITED -> "";
      case TIMED_OUT -> " (stopped at the time limit, with errors)";
      case TOO_MUCH_OUTPUT -> " (stopped: too much output)";
      case OUT_OF_MEMORY -> " (out of memory)";
      case NOT_FOUND -> " (not found)";
    };
  }
}
