package atelier.role;

import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.Evidence;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.event.ProofEvent.ExecutionSkipped;
import atelier.event.ProofEvent.ExecutionSuccess;
import atelier.proof.EnvironmentLack;
import atelier.proof.ExamplePlans;
import atelier.proof.StartJudge;
import atelier.sandbox.ProbeFailure;
import atelier.sandbox.ProbePlan;
import atelier.sandbox.ProbeReport;
import atelier.sandbox.ProbeReport.ServerReport;
import atelier.sandbox.TimeLimit;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Runs the start command by itself, with its own arguments, and judges how it ended. */
final class StartRun {
  private final Runner.Run task;
  private final Tools tools;
  private final TimeLimit limit;

  StartRun(Runner.Run task, Tools tools) {
    this.task = task;
    this.tools = tools;
    limit = tools.policy().timeLimit(List.of(task.command()));
  }

  Future<List<Event>> perform() {
    String unavailable = tools.prober().unavailableReason();
    return unavailable.isEmpty()
        ? play()
            .compose(this::judged)
            .recover(problem -> problem instanceof ProbeFailure
                ? skipped(String.valueOf(problem.getMessage()))
                : Future.failedFuture(problem))
        : skipped(unavailable);
  }

  /** The machine may have been busy: what reaches a limit of time is played once more, alone. */
  private Future<ProbeReport> play() {
    ProbePlan plan = ExamplePlans.ofStart(task.command(), limit);
    return tools
        .prober()
        .play(plan, task.files())
        .compose(report -> StartJudge.reachedLimit(report, limit).isPresent()
            ? tools.prober().playAlone(plan, task.files())
            : Future.succeededFuture(report));
  }

  private Future<List<Event>> skipped(String reason) {
    return Future.succeededFuture(List.of(skippedEvent(reason)));
  }

  private Event skippedEvent(String reason) {
    return new ExecutionSkipped(task.subject(), task.attempt(), true, reason, task.tree());
  }

  private Future<List<Event>> judged(ProbeReport report) {
    ServerReport server =
        report.server().orElseThrow(() -> new IllegalStateException("the prober reports no start"));
    StartJudge judged = StartJudge.of(server);
    String output = server.stdout() + server.stderr();
    Evidence evidence = new Evidence(
            task.command(),
            server.exit().orElse(server.started() ? 0 : -1),
            server.listenedMs(),
            output,
            EventCodec.sha256(output),
            task.tree())
        .withUse(server.cpuMs(), Optional.empty());
    Optional<EnvironmentLack> lack = judged.end() == StartJudge.End.WORKS
        ? Optional.empty()
        : EnvironmentLack.find(output, List.of(), task.files().keySet());
    if (lack.isPresent()) {
      return Future.succeededFuture(List.of(
          new EnvironmentLacking("", lack.get().what(), lack.get().remedy(), evidence),
          skippedEvent(lack.get().reason())));
    }
    return switch (judged.end()) {
      case WORKS ->
        Future.succeededFuture(
            List.of(new ExecutionSuccess(task.subject(), task.attempt(), evidence, judged.note())));
      case UNKNOWN -> skipped(task.command().get(0) + " " + judged.note() + stop(report));
      case CRASHED ->
        Future.succeededFuture(List.of(new ExecutionFailure(
            task.subject(), task.attempt(), "", evidence, "the start command " + judged.note())));
    };
  }

  private String stop(ProbeReport report) {
    return StartJudge.reachedLimit(report, limit)
        .map(reached -> ": " + reached.describe())
        .orElse("");
  }
}
