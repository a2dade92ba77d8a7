package atelier.role;

import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.event.ProofEvent.ExecutionSkipped;
import atelier.event.ProofEvent.ExecutionSuccess;
import atelier.event.TestCounts;
import atelier.proof.BrokenTree;
import atelier.proof.FaultLocalizer;
import atelier.proof.TestReport;
import atelier.proof.TestTools;
import atelier.role.Runner.Purpose;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.JobResult.End;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Runs one program, check or control in the sandbox, and makes evidence of it. */
final class SandboxRun {
  private final Runner.Run task;
  private final Tools tools;

  SandboxRun(Runner.Run task, Tools tools) {
    this.task = task;
    this.tools = tools;
  }

  private boolean isProgram() {
    return task.purpose() == Purpose.PROGRAM;
  }

  Future<List<Event>> perform() {
    Optional<List<String>> command = isProgram()
        ? tools
            .toolchains()
            .runCommand(task.subject(), task.files().getOrDefault(task.subject(), ""))
        : Optional.of(task.command());
    if (command.isEmpty()) {
      return skipped(false, "it is not a program");
    }
    if (!tools.sandbox().unavailableReason().isEmpty()) {
      return skipped(true, tools.sandbox().unavailableReason());
    }
    return task.purpose() == Purpose.CONTROL ? control() : run(command.get());
  }

  private Future<List<Event>> skipped(boolean runnable, String reason) {
    Event event = isProgram()
        ? new ExecutionSkipped(task.subject(), task.attempt(), runnable, reason, task.tree())
        : new CheckSkipped(task.subject(), reason, task.tree());
    return Future.succeededFuture(List.of(event));
  }

  private Future<JobResult> runJob(List<String> command, BrokenTree tree) {
    return tools
        .sandbox()
        .run(new Job(
            TestTools.reporting(command),
            tree.files(),
            TestTools.ENVIRONMENT,
            tools.policy().runTimeout()));
  }

  private Future<List<Event>> control() {
    BrokenTree tree = BrokenTree.of(task.files(), task.command());
    return runJob(task.command(), tree).map(result -> {
      // Without anything broken, or without its tool, it says nothing about the check.
      boolean failedAsItMust = !tree.broken().isEmpty()
          && result.end() != End.NOT_FOUND
          && (!result.succeeded() || TestTools.parse(result.output()).failed() > 0);
      return List.of(
          failedAsItMust
              ? new ControlPassed(task.subject(), tree.broken(), result.exitCode(), task.tree())
              : new ControlFailed(task.subject(), tree.broken(), result.exitCode(), task.tree()));
    });
  }

  private Future<List<Event>> run(List<String> command) {
    return runJob(command, new BrokenTree(task.files(), List.of()))
        .compose(result -> result.end() == End.NOT_FOUND
            ? skipped(true, command.get(0) + " is not installed here")
            : evidenceOf(command, result));
  }

  private Future<List<Event>> evidenceOf(List<String> command, JobResult result) {
    Evidence evidence = evidence(command, result);
    boolean stillRunning =
        isProgram() && result.end() == End.TIMED_OUT && result.errorOutput().isBlank();
    boolean testsFailed =
        !isProgram() && evidence.tests().filter(tests -> tests.failed() > 0).isPresent();
    if ((result.succeeded() && !testsFailed) || stillRunning) {
      String note =
          stillRunning ? "started, and was still running at the time limit" : "exited with 0";
      return Future.succeededFuture(List.of(
          isProgram()
              ? new ExecutionSuccess(task.subject(), task.attempt(), evidence, note)
              : new CheckPassed(task.subject(), evidence)));
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
            isProgram()
                ? new ExecutionFailure(
                    task.subject(),
                    task.attempt(),
                    cause,
                    evidence,
                    "run of " + task.subject() + endSuffix(result))
                : new CheckFailed(task.subject(), cause, evidence)));
  }

  private Evidence evidence(List<String> command, JobResult result) {
    TestReport report = TestTools.parse(result.output());
    return new Evidence(
        command,
        result.exitCode(),
        result.durationMs(),
        result.output(),
        result.outputHash(),
        task.tree(),
        report.tool().isEmpty()
            ? Optional.empty()
            : Optional.of(new TestCounts(report.run(), report.failed(), report.skipped())),
        report.failures());
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
