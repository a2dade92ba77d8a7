package atelier.cli.watch;

import atelier.cli.context.Await;
import atelier.cli.context.CommandFailure;
import atelier.cli.context.RunningNode;
import atelier.cli.report.CommandOutput;
import atelier.cli.report.ConsoleReporter;
import atelier.cli.report.ProgressLine;
import atelier.cli.report.StyledLine;
import atelier.cli.report.TerminalText;
import atelier.cli.watch.ProjectSummary.Status;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.LiveMessage;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Builds one project on a node of this process and reports its events until it ends or pauses. All
 * callbacks are queued and run on the command's thread.
 */
final class LocalWatcher {
  private static final int MAX_QUEUED = 1_000;
  private static final int TIMEOUT_SECONDS = 60;

  /** Why watching ended. */
  enum EndReason {
    STOPPED,
    NO_MODEL,
    INTERRUPTED
  }

  private final RunningNode node;
  private final RunRequest request;
  private final CommandOutput output;
  private final boolean json;
  private final InputStream in;
  private final BlockingQueue<Runnable> actions;
  private final ProgressLine progress = new ProgressLine(System::nanoTime);
  private final Set<String> reportedAgents = new HashSet<>();
  private ProjectSummary summary = ProjectSummary.unknown();
  private boolean infrastructureReady;
  private boolean approvalHandled;
  private @Nullable EndReason endReason;

  LocalWatcher(
      RunningNode node, RunRequest request, CommandOutput output, boolean json, InputStream in) {
    this.node = node;
    this.request = request;
    this.output = output;
    this.json = json;
    this.in = in;
    this.actions = new LinkedBlockingQueue<>();
  }

  /** May be called from any thread. */
  void interrupt() {
    actions.add(() -> endReason = EndReason.INTERRUPTED);
  }

  ProjectSummary summary() {
    return summary;
  }

  /** Submits or resumes the project, then watches it. */
  @SuppressWarnings("try") // the subscriptions are closed, never used
  EndReason watchUntilStopped() {
    try (var entries = node.subscribe(entry -> actions.add(() -> handleEntry(entry)));
        var liveMessages = node.subscribeLive(this::enqueueLiveMessage)) {
      startOrResume();
      while (endReason == null) {
        processNext();
      }
      return endReason;
    } finally {
      output.showProgress("");
    }
  }

  private void startOrResume() {
    for (var entry :
        Await.await(node.history(request.project()), TIMEOUT_SECONDS, "reading the journal")) {
      summary = summary.apply(entry);
    }
    var spec = request.spec();
    if (summary.status() == Status.UNKNOWN || summary.hasEnded()) {
      submitSpec(spec.orElseThrow(() -> CommandFailure.usage(missingSpec())));
    } else if (spec.isPresent() && !spec.get().equals(summary.spec().strip())) {
      throw CommandFailure.usage("project " + request.project()
          + " is not finished and has another spec: resume it with \"" + request.resumeCommand()
          + "\", or choose another --project");
    } else {
      printIntroduction("🔁 Resuming project " + request.project());
      if (summary.status() == Status.PAUSED) {
        Await.await(node.retry(request.project()), TIMEOUT_SECONDS, "retrying");
      }
    }
  }

  private void submitSpec(String spec) {
    printIntroduction("🚀 Starting project " + request.project());
    summary = new ProjectSummary(Status.RUNNING, spec, "", "", null, summary.seq());
    Await.await(
        node.createOrExtend(request.project(), spec, request.askForApproval()),
        TIMEOUT_SECONDS,
        "accepting the spec");
  }

  private void printIntroduction(String text) {
    output.print(StyledLine.plain(text));
    node.agentRoles().forEach(this::reportAgent);
  }

  private String missingSpec() {
    return summary.status() == Status.UNKNOWN
        ? "project " + request.project() + " does not exist: give a spec"
        : "project " + request.project() + " has ended: give a spec to request another feature";
  }

  private void processNext() {
    try {
      var action = actions.poll(500, TimeUnit.MILLISECONDS);
      if (action != null) {
        action.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      endReason = EndReason.INTERRUPTED;
      return;
    }
    output.showProgress(progress.text());
    if (endReason == null && summary.status() == Status.AWAITING_APPROVAL && !approvalHandled) {
      handleApproval();
    } else if (endReason == null && summary.hasStopped() && actions.isEmpty() && isSettled()) {
      endReason = summary.cause().equals("infrastructure") ? EndReason.NO_MODEL : EndReason.STOPPED;
    }
  }

  private boolean isSettled() {
    return Await.await(node.isIdle(request.project()), TIMEOUT_SECONDS, "checking the project");
  }

  private void handleEntry(Entry entry) {
    if (!entry.project().equals(request.project()) || entry.seq() <= summary.seq()) {
      return;
    }
    summary = summary.apply(entry);
    progress.update(entry);
    if (json) {
      output.printData(entry.json());
    }
    output.print(ConsoleReporter.describe(entry));
    if (entry.event() instanceof Event.InfraReady) {
      infrastructureReady = true;
    } else if (entry.event() instanceof Event.InfraError && !infrastructureReady) {
      endReason = EndReason.NO_MODEL;
    } else if (entry.event() instanceof Event.ApprovalRequested) {
      approvalHandled = false;
    }
  }

  private void enqueueLiveMessage(LiveMessage message) {
    if (actions.size() < MAX_QUEUED) {
      actions.add(() -> {
        if (message.type().equals("agent_joined")) {
          reportAgent(message.agent());
        } else if (message.project().isEmpty() || message.project().equals(request.project())) {
          progress.update(message);
          output.print(ConsoleReporter.describe(message));
        }
      });
    }
  }

  private void reportAgent(String agent) {
    if (reportedAgents.add(agent)) {
      output.print(
          ConsoleReporter.agentJoined(TerminalText.sanitize(agent, 40), request.project()));
    }
  }

  private void handleApproval() {
    approvalHandled = true;
    if (!request.askForApproval()) {
      Await.await(node.approve(request.project()), TIMEOUT_SECONDS, "approving");
      return;
    }
    output.print(ApprovalPrompt.describe(summary.blueprint()));
    ApprovalPrompt.readAnswer(in, approved -> actions.add(() -> submitDecision(approved)));
  }

  private void submitDecision(boolean approved) {
    var project = request.project();
    Await.await(
        approved
            ? node.approve(project)
            : node.cancel(project, "the blueprint was declined", "run"),
        TIMEOUT_SECONDS,
        "submitting your decision");
  }
}
