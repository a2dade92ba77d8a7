package atelier.role;

import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.Example;
import atelier.project.Project;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs generated code in the sandbox when all files are done: the acceptance checks and examples
 * with the negative control of each, the start command if nothing else exercises it, then small
 * faults. Returns {@code check_passed}, {@code check_failed} or {@code check_skipped} for a check,
 * {@code example_passed}, {@code example_failed} or {@code example_skipped} for an example, {@code
 * control_passed} or {@code control_failed} for a control, {@code execution_success}, {@code
 * execution_failure} or {@code execution_skipped} for the start command, and {@code mutants_tried}.
 * What is due is decided in {@link EvidenceRuns}; nothing is while packages are being installed.
 */
final class Runner implements Role<Runner.Run> {
  /** What a run is for. */
  enum Purpose {
    START,
    CHECK,
    CONTROL,
    EXAMPLE,
    EXAMPLE_CONTROL,
    MUTANTS
  }

  /**
   * A check that passed.
   *
   * @param ms the wall time of its last run
   */
  record TimedCheck(CheckPlan plan, long ms) {}

  /**
   * An example.
   *
   * @param ms the wall time of its last run; 0 if it was not run
   */
  record TimedExample(Example example, long ms) {}

  /**
   * One run, or one series of runs.
   *
   * @param subject the name of the check or example, or the file that the start command runs;
   *     empty for mutants
   * @param attempt counts the runs of a check or example on the same tree; for mutants, the part of
   *     them, counted from 1
   * @param command the command of the check, the example's first one, or the start command
   * @param parts for mutants, the number of parts
   * @param examples the example to run; for mutants, the examples that notice broken code
   * @param checks for mutants, the checks that notice broken code
   * @param spec for mutants, the spec, whose literals tell where faults matter most
   * @param files the files in its working folder, by path
   * @param tree the hash of the files that the evidence applies to
   * @param verification the {@code seq} of the {@code verify_requested} that it is part of, whose
   *     results are not those of an earlier run on the same files; 0 if it is part of none
   */
  record Run(
      String project,
      Purpose purpose,
      String subject,
      int attempt,
      List<String> command,
      int parts,
      List<TimedExample> examples,
      List<TimedCheck> checks,
      String spec,
      Map<String, String> files,
      String tree,
      long verification)
      implements Task {
    @Override
    public String file() {
      return purpose == Purpose.START ? subject : "";
    }

    @Override
    public String name() {
      return nameOf(this);
    }

    @Override
    public boolean runsPrograms() {
      return true;
    }

    @Override
    public Requirements requirements() {
      return Requirements.forRun(command);
    }
  }

  private static String nameOf(Run run) {
    String version = run.tree().substring(0, 12)
        + (run.verification() > 0 ? ":verify " + run.verification() : "");
    String subject = run.subject();
    String repeat = run.attempt() > 1 ? ":" + run.attempt() : "";
    return switch (run.purpose()) {
      case START -> "start:" + version;
      case CHECK -> "check " + subject + ":" + version + repeat;
      case CONTROL -> "control " + subject + ":" + version;
      case EXAMPLE -> "example " + subject + ":" + version + repeat;
      case EXAMPLE_CONTROL -> "control of example " + subject + ":" + version;
      case MUTANTS -> "mutants:" + version + ":" + run.attempt();
    };
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
    return project.designed()
            && project.allFilesDone()
            && !project.isAwaitingApproval()
            && !SetupRequests.of(project).arePending()
        ? new EvidenceRuns(project).due()
        : Stream.of();
  }

  @Override
  public Future<List<Event>> perform(Run task, Tools tools) {
    return tools
        .packages()
        .restore(task.files())
        .compose(restored -> run(task, tools))
        .compose(events -> tools
            .sandbox()
            .missingVersions(task.files())
            .map(missing -> MissingVersions.report(events, missing)));
  }

  private static Future<List<Event>> run(Run task, Tools tools) {
    return switch (task.purpose()) {
      case CHECK, CONTROL -> new SandboxRun(task, tools).perform();
      case EXAMPLE, EXAMPLE_CONTROL -> new ExampleRun(task, tools).perform();
      case START -> new StartRun(task, tools).perform();
      case MUTANTS -> new MutantRun(task, tools).perform();
    };
  }
}
