package atelier.role;

import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.TestCounts;
import atelier.proof.BrokenTree;
import atelier.proof.EnvironmentLack;
import atelier.proof.TestReport;
import atelier.proof.TestTools;
import atelier.role.Runner.Purpose;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.JobResult.End;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Runs one check or its control in the sandbox, and makes evidence of it. */
final class SandboxRun {
  private final Runner.Run task;
  private final Tools tools;

  SandboxRun(Runner.Run task, Tools tools) {
    this.task = task;
    this.tools = tools;
  }

  Future<List<Event>> perform() {
    if (!tools.sandbox().unavailableReason().isEmpty()) {
      return skipped(tools.sandbox().unavailableReason());
    }
    return task.purpose() == Purpose.CONTROL ? control() : run(task.command());
  }

  private Future<List<Event>> skipped(String reason) {
    return Future.succeededFuture(List.of(new CheckSkipped(task.subject(), reason, task.tree())));
  }

  /** The machine may have been busy: what reaches a limit of time runs once more, alone. */
  private Future<JobResult> runJob(List<String> command, BrokenTree tree) {
    Job job = new Job(
        TestTools.reporting(command),
        tree.files(),
        TestTools.ENVIRONMENT,
        tools.policy().timeLimit(List.of(command)));
    return tools
        .sandbox()
        .run(job)
        .compose(result -> result.end() == End.TIMED_OUT
            ? tools.sandbox().run(job.runAlone())
            : Future.succeededFuture(result));
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
            ? skipped(command.get(0) + " is not installed here")
            : evidenceOf(command, result));
  }

  private Future<List<Event>> evidenceOf(List<String> command, JobResult result) {
    Evidence evidence = evidence(command, result);
    boolean testsFailed = evidence.tests().filter(tests -> tests.failed() > 0).isPresent();
    if (result.succeeded() && !testsFailed) {
      return Future.succeededFuture(List.of(new CheckPassed(task.subject(), evidence)));
    }
    Optional<EnvironmentLack> lack =
        EnvironmentLack.find(result.output(), evidence.failures(), task.files().keySet());
    if (lack.isPresent()) {
      return Future.succeededFuture(List.of(
          new EnvironmentLacking(task.subject(), lack.get().what(), lack.get().remedy(), evidence),
          new CheckSkipped(task.subject(), lack.get().reason(), task.tree())));
    }
    return Future.succeededFuture(List.of(new CheckFailed(task.subject(), "", evidence)));
  }

  private Evidence evidence(List<String> command, JobResult result) {
    TestReport report = TestTools.parse(result.output());
    Evidence evidence = new Evidence(
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
    return evidence.withUse(Optional.of(result.cpuMs()), result.limit());
  }
}
