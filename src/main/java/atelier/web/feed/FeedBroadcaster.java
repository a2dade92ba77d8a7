package atelier.web.feed;

import atelier.web.http.Json;
import atelier.web.http.TextLimits;

import atelier.event.Entry;
import atelier.event.LiveMessage;
import atelier.studio.Studio;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells every listener what is appended and what passes. What happens in quick succession is told
 * together, since each write to a socket costs more than what is written. For one context.
 */
public final class FeedBroadcaster {
  private static final long BATCH_MS = 25;
  private static final long HEARTBEAT_MS = 5_000;
  private static final int MAX_LISTENERS = 2_000;
  private static final int MAX_TEXT_CHARS = 32 * 1024;

  private final Context context;
  private final Vertx vertx;
  private final List<FeedListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Entry>> entryListeners = new ArrayList<>();
  private List<Consumer<FeedListener>> pending = new ArrayList<>();
  private boolean batching;

  public FeedBroadcaster(Vertx vertx, Context context) {
    this.vertx = vertx;
    this.context = context;
  }

  /** Begins to follow; before the states are read, so that nothing falls in between. */
  public void subscribe(Studio studio) {
    studio.subscribe(entry -> context.runOnContext(turn -> publishEntry(entry)));
    studio.subscribeLive(passing -> context.runOnContext(turn -> publishLive(passing)));
    vertx.setPeriodic(HEARTBEAT_MS, timer -> listeners.forEach(FeedListener::onHeartbeat));
  }

  /** Tells somebody of this node every entry too. */
  public void addEntryListener(Consumer<Entry> listener) {
    entryListeners.add(listener);
  }

  public boolean isFull() {
    return listeners.size() >= MAX_LISTENERS;
  }

  public int clientCount() {
    return listeners.size();
  }

  public void add(FeedListener listener) {
    listeners.add(listener);
    listener.start();
  }

  public void remove(FeedListener listener) {
    listeners.remove(listener);
    listener.stop();
  }

  private void publishEntry(Entry entry) {
    entryListeners.forEach(listener -> listener.accept(entry));
    enqueue(entry.project(), listener -> listener.onEntry(entry));
  }

  private void publishLive(LiveMessage message) {
    if (!listeners.isEmpty()) {
      String json = json(message);
      enqueue(message.project(), listener -> listener.onLiveMessage(json));
    }
  }

  /** At once after a silence; otherwise with what else happens until the pause is over. */
  private void enqueue(String project, Consumer<FeedListener> delivery) {
    pending.add(listener -> {
      if (listener.accepts(project)) {
        delivery.accept(listener);
      }
    });
    if (!batching) {
      flush();
    }
  }

  private void flush() {
    List<Consumer<FeedListener>> batch = pending;
    pending = new ArrayList<>();
    for (FeedListener listener : listeners) {
      batch.forEach(delivery -> delivery.accept(listener));
    }
    batching = true;
    vertx.setTimer(BATCH_MS, expired -> {
      batching = false;
      if (!pending.isEmpty()) {
        flush();
      }
    });
  }

  /** Like an event, but without {@code seq}; of a long text only the end. */
  private static String json(LiveMessage message) {
    String text = TextLimits.tail(message.text(), MAX_TEXT_CHARS);
    ObjectNode line = Json.newObject();
    line.put("type", message.type());
    if (!message.project().isEmpty()) {
      line.put("project", message.project());
    }
    line.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("node", message.node()).put("agent", message.agent());
    if (!message.file().isEmpty()) {
      line.put("file", message.file());
    }
    ObjectNode data = line.putObject("data");
    if (message.type().equals("progress")) {
      data.put("tokens", message.tokens()).put("text", text);
      data.put("skippedChars", message.text().length() - text.length());
    }
    return Json.write(line);
  }
}
