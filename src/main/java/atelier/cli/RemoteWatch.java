package atelier.cli;

import atelier.client.Lines;
import atelier.client.NodeClient;
import atelier.client.Unreachable;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.Passing;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows one project of a node until it has ended or needs a person, and tells its story. Where
 * the line breaks it comes back for what it has missed.
 */
final class RemoteWatch {
  private static final long POLL_MS = 200;
  private static final long MIN_WAIT_MS = 500;
  private static final long MAX_WAIT_MS = 10_000;
  private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(10);

  private final Context context;
  private final Screen screen;
  private final boolean json;
  private final NodeClient node;
  private final Progress progress = new Progress(System::nanoTime);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private String project = "";
  private long seq;

  /** Negative while the watching goes on. */
  private int exit = -1;

  RemoteWatch(Context context, Screen screen, boolean json, NodeClient node) {
    this.context = context;
    this.screen = screen;
    this.json = json;
    this.node = node;
  }

  /** Tells what comes after a place; gives the exit code. */
  @SuppressWarnings("try") // what is opened is to last, not to be used
  int watch(String id, long after) {
    project = id;
    seq = after;
    try (var watch = context.interrupts().watch(interrupted::countDown)) {
      listen();
      while (exit < 0) {
        comeBack();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exit = Exit.INTERRUPTED;
    } finally {
      screen.progress("");
    }
    if (exit == Exit.INTERRUPTED) {
      screen.tell(Line.warn("👋 It goes on without you: atelier watch " + id + " --after " + seq));
    }
    return exit;
  }

  /** Until the node has said all, or something needs a person. */
  private void listen() throws InterruptedException {
    try (Lines lines = node.follow(project, seq, !json)) {
      while (exit < 0 && !lines.ended()) {
        String line = lines.next(POLL_MS);
        if (!line.isEmpty()) {
          heard(line);
        }
        screen.progress(progress.line());
        if (interrupted.getCount() == 0) {
          exit = Exit.INTERRUPTED;
        }
      }
      if (exit < 0) {
        concluded(node.get("/api/projects/" + project));
      }
    }
  }

  private void comeBack() throws InterruptedException {
    long waitMs = MIN_WAIT_MS;
    long sinceNs = System.nanoTime();
    boolean told = false;
    while (true) {
      try {
        listen();
        return;
      } catch (Unreachable away) {
        if (System.nanoTime() - sinceNs > PATIENCE_NS) {
          throw away;
        } else if (!told) {
          screen.tell(Line.warn("🔌 The node is away; coming back as soon as it answers..."));
          told = true;
        }
      }
      if (interrupted.await(waitMs, TimeUnit.MILLISECONDS)) {
        exit = Exit.INTERRUPTED;
        return;
      }
      waitMs = Math.min(MAX_WAIT_MS, waitMs * 2);
    }
  }

  private void heard(String line) {
    JsonNode message = JsonMapper.shared().readTree(line);
    if (!message.has("seq")) {
      passed(message);
      return;
    }
    seq = message.path("seq").asLong();
    if (json) {
      screen.data(line);
    }
    Entry entry;
    try {
      entry = EventCodec.decode(line);
    } catch (EventCodec.CorruptEntry e) {
      screen.tell(Line.detail(Told.safe(message.path("type").asString("")) + " (of a newer node)"));
      return;
    }
    progress.heard(entry);
    screen.tell(Story.of(entry));
    if (needsPerson(entry.event())) {
      rest(node.get("/api/projects/" + project));
    }
  }

  private void passed(JsonNode message) {
    JsonNode data = message.path("data");
    progress.heard(new Passing(
        message.path("type").asString(""),
        message.path("project").asString(""),
        message.path("node").asString(""),
        message.path("agent").asString(""),
        message.path("file").asString(""),
        data.path("tokens").asInt(),
        ""));
  }

  private static boolean needsPerson(Event event) {
    return event instanceof Event.ApprovalRequested
        || (event instanceof Event.Paused paused && !paused.cause().equals("infrastructure"));
  }

  /** What is told may be long past: only what still stands is worth a call to a person. */
  private void rest(JsonNode now) {
    if (now.path("seq").asLong() != seq) {
      return;
    }
    screen.tell(Overview.needs(now));
    if (now.path("status").asString("").equals("paused")) {
      exit = Exit.FAILED;
    }
  }

  private void concluded(JsonNode now) {
    switch (now.path("status").asString("")) {
      case "succeeded" -> exit = Exit.OK;
      case "unverified", "failed", "cancelled" -> exit = Exit.FAILED;
      default -> {
        // The line ended for another reason: the node is stopping, or work was asked for anew.
        return;
      }
    }
    screen.tell(Line.plain("Clone it: git clone " + Told.safe(now.path("git").asString(""))));
  }
}
