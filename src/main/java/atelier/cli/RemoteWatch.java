package atelier.cli;

import atelier.client.LineStream;
import atelier.client.NodeClient;
import atelier.client.NodeUnreachable;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.LiveMessage;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Follows one project of a node until it has ended or needs a person, and tells its story. Where
 * the line breaks it comes back for what it has missed.
 */
final class RemoteWatch {
  private static final long POLL_MS = 200;
  private static final long MIN_WAIT_MS = 500;
  private static final long MAX_WAIT_MS = 5_000;
  private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(10);
  private static final Set<String> UNDER_WAY = Set.of("writing", "validating", "fixing");
  private static final int GOES_ON = -1;

  private final CommandContext context;
  private final CommandOutput screen;
  private final boolean json;
  private final NodeClient node;
  private final String project;
  private final ProgressLine progress = new ProgressLine(System::nanoTime);
  private long seq;

  /** Empty while it is not paused. */
  private String pauseCause = "";

  /** Whether to look how it stands as soon as nothing more is told. */
  private boolean maybeResting;

  private int exit = GOES_ON;

  /** A watch of what comes after a place. */
  RemoteWatch(
      CommandContext context,
      CommandOutput screen,
      boolean json,
      NodeClient node,
      String project,
      long after) {
    this.context = context;
    this.screen = screen;
    this.json = json;
    this.node = node;
    this.project = project;
    this.seq = after;
  }

  /** Tells what happens; gives the exit code. */
  @SuppressWarnings("try") // what is opened is to last, not to be used
  int watch() {
    try (var interrupts = context.interrupts().watch(Thread.currentThread()::interrupt)) {
      try {
        return follow();
      } catch (InterruptedException detached) {
        screen.progress("");
        screen.tell(StyledLine.warn(
            "👋 Not watching any more; the project goes on without you. Look" + " again:"));
        screen.tell(StyledLine.detail("atelier watch " + project + " --after " + seq));
        return ExitCode.INTERRUPTED;
      } finally {
        screen.progress("");
      }
    }
  }

  private int follow() throws InterruptedException {
    long waitMs = MIN_WAIT_MS;
    long heardNs = 0;
    boolean away = true;
    while (true) {
      try (LineStream lines = node.follow(project, seq, !json)) {
        away = false;
        waitMs = MIN_WAIT_MS;
        listen(lines);
        heardNs = System.nanoTime();
      } catch (NodeUnreachable broken) {
        heardNs = away ? heardNs : System.nanoTime();
        if (heardNs == 0 || System.nanoTime() - heardNs > PATIENCE_NS) {
          throw broken;
        } else if (!away) {
          screen.tell(StyledLine.warn("🔌 The node is away; coming back as soon as it answers..."));
        }
        away = true;
      }
      if (exit != GOES_ON) {
        return exit;
      }
      Thread.sleep(waitMs);
      waitMs = Math.min(MAX_WAIT_MS, waitMs * 2);
    }
  }

  /** Until the node has said all, or something needs a person. */
  private void listen(LineStream lines) throws InterruptedException {
    maybeResting = true;
    while (exit == GOES_ON && !lines.ended()) {
      var message = lines.next(POLL_MS);
      if (message.isPresent()) {
        heard(message.get());
      } else if (maybeResting && !lines.ended()) {
        look();
      }
      screen.progress(progress.line());
    }
    if (exit == GOES_ON) {
      conclude(now());
    }
  }

  private JsonNode now() throws InterruptedException {
    return node.get("/api/projects/" + project);
  }

  private void heard(LineStream.Message message) {
    if (!message.json().has("seq")) {
      passed(message.json());
      return;
    }
    seq = message.json().path("seq").asLong();
    if (json) {
      screen.data(message.line());
    }
    try {
      told(EventCodec.decode(message.line()));
    } catch (EventCodec.CorruptEntry e) {
      String type = EventPhrases.safe(message.json().path("type").asString(""));
      screen.tell(StyledLine.detail(type + " (of a newer node)"));
    }
  }

  private void told(Entry entry) {
    progress.heard(entry);
    screen.tell(ConsoleReporter.of(entry));
    if (entry.event() instanceof Event.Paused paused) {
      pauseCause = paused.cause();
    }
    maybeResting |= !pauseCause.isEmpty() || entry.event() instanceof Event.ApprovalRequested;
  }

  private void passed(JsonNode message) {
    progress.heard(new LiveMessage(
        message.path("type").asString(""),
        message.path("project").asString(""),
        message.path("node").asString(""),
        message.path("agent").asString(""),
        message.path("file").asString(""),
        message.path("data").path("tokens").asInt(0),
        ""));
  }

  /** What was told may be long past: only what still stands is worth a call to a person. */
  private void look() throws InterruptedException {
    JsonNode now = now();
    if (now.path("seq").asLong(0) > seq) {
      return;
    }
    maybeResting = false;
    switch (now.path("status").asString("")) {
      case "paused" -> paused(now);
      case "awaiting_approval", "queued" -> screen.tell(ProjectTable.needs(now));
      default -> pauseCause = "";
    }
  }

  /** Where one file waits for a person, others may still be under way. */
  private void paused(JsonNode now) {
    pauseCause = pauseCause.isEmpty() ? "surrender" : pauseCause;
    boolean underWay = now.path("files")
        .valueStream()
        .anyMatch(file -> UNDER_WAY.contains(file.path("status").asString("")));
    if (underWay && pauseCause.equals("surrender")) {
      return;
    }
    exit = pauseCause.equals("infrastructure") ? ExitCode.INFRASTRUCTURE : ExitCode.FAILED;
    screen.tell(ProjectTable.needs(now));
  }

  private void conclude(JsonNode now) {
    switch (now.path("status").asString("")) {
      case "succeeded" -> exit = ExitCode.OK;
      case "unverified", "failed", "cancelled" -> exit = ExitCode.FAILED;
      default -> {
        // The line ended for another reason: the node is stopping, or work was asked for anew.
        return;
      }
    }
    screen.tell(StyledLine.plain(
        "Clone it: git clone " + EventPhrases.safe(now.path("git").asString(""))));
  }
}
