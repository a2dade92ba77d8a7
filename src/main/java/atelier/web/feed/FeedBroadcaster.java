package atelier.web.feed;

import atelier.event.Entry;
import atelier.event.LiveMessage;
import atelier.studio.Studio;
import atelier.web.http.Json;
import atelier.web.http.TextLimits;
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
 * Publishes entries and live messages to all listeners. Messages within {@value #BATCH_MS} ms are
 * sent together, since a write to a socket costs more than its bytes. For one context.
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

  /** Publishes everything that the studio appends from now on, and starts the heartbeat. */
  public void subscribe(Studio studio) {
    studio.subscribe(entry -> context.runOnContext(ignored -> publishEntry(entry)));
    studio.subscribeLive(message -> context.runOnContext(ignored -> publishLive(message)));
    vertx.setPeriodic(HEARTBEAT_MS, timer -> listeners.forEach(FeedListener::onHeartbeat));
  }

  /** Adds a consumer inside this node; it receives each entry at once, before the clients. */
  public void addEntryListener(Consumer<Entry> listener) {
    entryListeners.add(listener);
  }

  /** Whether no more listeners are accepted. */
  public boolean isFull() {
    return listeners.size() >= MAX_LISTENERS;
  }

  public int clientCount() {
    return listeners.size();
  }

  /** Adds and starts a listener. */
  public void add(FeedListener listener) {
    listeners.add(listener);
    listener.start();
  }

  /** Removes and stops a listener. */
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

  /** Delivers at once when idle, else together with the rest of the current batch. */
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

  /** Formats a message like an entry, but without {@code seq} and with the end of a long text. */
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
