package atelier.cli.watch;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.cli.report.CommandOutput;
import atelier.cli.report.ConsoleReporter;
import atelier.cli.report.EventPhrases;
import atelier.cli.report.ProgressLine;
import atelier.cli.report.ProjectReport;
import atelier.cli.report.StyledLine;
import atelier.client.LineStream;
import atelier.client.NodeClient;
import atelier.client.NodeUnreachable;
import atelier.event.Cancelled;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.LiveMessage;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Follows one project of a running node and reports its events until it ends or needs the user.
 * After a lost connection it reconnects and continues after the last event it has seen.
 */
public final class RemoteWatcher {
  private static final long POLL_MS = 200;
  private static final long MIN_BACKOFF_MS = 500;
  private static final long MAX_BACKOFF_MS = 5_000;
  private static final long RECONNECT_LIMIT_NS = TimeUnit.MINUTES.toNanos(10);
  private static final Set<String> BUSY_STATUSES = Set.of("writing", "validating", "fixing");
  private static final int STILL_RUNNING = -1;

  private final CommandContext context;
  private final CommandOutput output;
  private final boolean json;
  private final NodeClient node;
  private final String project;
  private final ProgressLine progress = new ProgressLine(System::nanoTime);
  private long lastSeq;

  /** The cause of the current pause; empty if the project is not paused. */
  private String pauseCause = "";

  /** Whether to check the project's status as soon as no more events arrive. */
  private boolean mayNeedInput;

  private boolean stopsAtFirstEnd;
  private int exitCode = STILL_RUNNING;

  /** Watches the events after the sequence number {@code after}. */
  public RemoteWatcher(
      CommandContext context,
      CommandOutput output,
      boolean json,
      NodeClient node,
      String project,
      long after) {
    this.context = context;
    this.output = output;
    this.json = json;
    this.node = node;
    this.project = project;
    this.lastSeq = after;
  }

  /** Stops when the work in progress has ended, even if a queued feature follows. */
  public RemoteWatcher stopAtFirstEnd() {
    stopsAtFirstEnd = true;
    return this;
  }

  /** Reports events until the project ends or needs the user; returns the exit code. */
  @SuppressWarnings("try") // the registration is closed, never used
  public int watch() {
    try (var registration =
        context.interruptSignal().onInterrupt(Thread.currentThread()::interrupt)) {
      try {
        return follow();
      } catch (InterruptedException detached) {
        output.showProgress("");
        output.print(
            StyledLine.warning("👋 Stopped watching; the project keeps running. To watch again:"));
        output.print(StyledLine.detail("atelier watch " + project + " --after " + lastSeq));
        return ExitCode.INTERRUPTED;
      } finally {
        output.showProgress("");
      }
    }
  }

  private int follow() throws InterruptedException {
    long backoffMs = MIN_BACKOFF_MS;
    long lastContactNs = 0;
    boolean disconnected = true;
    while (true) {
      try (LineStream lines = node.follow(project, lastSeq, !json)) {
        disconnected = false;
        backoffMs = MIN_BACKOFF_MS;
        readLines(lines);
        lastContactNs = System.nanoTime();
      } catch (NodeUnreachable e) {
        lastContactNs = disconnected ? lastContactNs : System.nanoTime();
        if (lastContactNs == 0 || System.nanoTime() - lastContactNs > RECONNECT_LIMIT_NS) {
          throw e;
        } else if (!disconnected) {
          output.print(StyledLine.warning("🔌 The node is unreachable; reconnecting..."));
        }
        disconnected = true;
      }
      if (exitCode != STILL_RUNNING) {
        return exitCode;
      }
      Thread.sleep(backoffMs);
      backoffMs = Math.min(MAX_BACKOFF_MS, backoffMs * 2);
    }
  }

  /** Reads messages until the node ends the stream or the project needs the user. */
  private void readLines(LineStream lines) throws InterruptedException {
    mayNeedInput = true;
    while (exitCode == STILL_RUNNING && !lines.ended()) {
      var message = lines.next(POLL_MS);
      if (message.isPresent()) {
        handleMessage(message.get());
      } else if (mayNeedInput && !lines.ended()) {
        checkStatus();
      }
      output.showProgress(progress.text());
    }
    if (exitCode == STILL_RUNNING) {
      handleStreamEnd(fetchProject());
    }
  }

  private JsonNode fetchProject() throws InterruptedException {
    return node.get("/api/projects/" + project);
  }

  private void handleMessage(LineStream.Message message) {
    if (!message.json().has("seq")) {
      handleLiveMessage(message.json());
      return;
    }
    lastSeq = message.json().path("seq").asLong();
    if (json) {
      output.printData(message.line());
    }
    try {
      handleEntry(EventCodec.decode(message.line()));
    } catch (EventCodec.CorruptEntry e) {
      String type = EventPhrases.sanitize(message.json().path("type").asString(""));
      output.print(StyledLine.detail(type + " (from a newer version of Atelier)"));
    }
  }

  private void handleEntry(Entry entry) {
    progress.update(entry);
    output.print(ConsoleReporter.describe(entry));
    if (entry.event() instanceof Event.Paused paused) {
      pauseCause = paused.cause();
    } else if (stopsAtFirstEnd
        && entry.event() instanceof Event.ProjectFinished end
        && end.waiting() > 0) {
      exitCode = end.status().equals("succeeded") ? ExitCode.OK : ExitCode.FAILED;
    } else if (stopsAtFirstEnd
        && entry.event() instanceof Cancelled cancelled
        && cancelled.runsQueued()) {
      exitCode = ExitCode.FAILED;
    }
    mayNeedInput |= !pauseCause.isEmpty() || entry.event() instanceof Event.ApprovalRequested;
  }

  private void handleLiveMessage(JsonNode message) {
    progress.update(new LiveMessage(
        message.path("type").asString(""),
        message.path("project").asString(""),
        message.path("node").asString(""),
        message.path("agent").asString(""),
        message.path("file").asString(""),
        message.path("data").path("tokens").asInt(0),
        ""));
  }

  /** Checks the current status: an old event must not ask for input that is no longer needed. */
  private void checkStatus() throws InterruptedException {
    JsonNode snapshot = fetchProject();
    if (snapshot.path("seq").asLong(0) > lastSeq) {
      return;
    }
    mayNeedInput = false;
    switch (snapshot.path("status").asString("")) {
      case "paused" -> handlePause(snapshot);
      case "awaiting_approval", "queued" -> output.print(ProjectReport.nextSteps(snapshot));
      default -> pauseCause = "";
    }
  }

  /** Ends watching, unless other files are still being worked on. */
  private void handlePause(JsonNode snapshot) {
    pauseCause = pauseCause.isEmpty() ? "surrender" : pauseCause;
    boolean busy = snapshot
        .path("files")
        .valueStream()
        .anyMatch(file -> BUSY_STATUSES.contains(file.path("status").asString("")));
    if (busy && pauseCause.equals("surrender")) {
      return;
    }
    exitCode = pauseCause.equals("infrastructure") ? ExitCode.INFRASTRUCTURE : ExitCode.FAILED;
    output.print(ProjectReport.nextSteps(snapshot));
  }

  private void handleStreamEnd(JsonNode snapshot) {
    switch (snapshot.path("status").asString("")) {
      case "succeeded" -> exitCode = ExitCode.OK;
      case "unverified", "failed", "cancelled" -> exitCode = ExitCode.FAILED;
      default -> {
        // The stream ended for another reason: the node is stopping, or there is a new request.
        return;
      }
    }
    output.print(StyledLine.plain(
        "Clone: git clone " + EventPhrases.sanitize(snapshot.path("git").asString(""))));
  }
}
