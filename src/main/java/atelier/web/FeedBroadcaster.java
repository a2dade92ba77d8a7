package atelier.web;

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
final class FeedBroadcaster {
  private static final long PAUSE_MS = 25;
  private static final long BEAT_MS = 5_000;
  private static final int MAX_LISTENERS = 2_000;
  private static final int MAX_TEXT_CHARS = 32 * 1024;

  private final Context context;
  private final Vertx vertx;
  private final List<FeedListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Entry>> others = new ArrayList<>();
  private List<Consumer<FeedListener>> untold = new ArrayList<>();
  private boolean pausing;

  FeedBroadcaster(Vertx vertx, Context context) {
    this.vertx = vertx;
    this.context = context;
  }

  /** Begins to follow; before the states are read, so that nothing falls in between. */
  void follow(Studio studio) {
    studio.follow(entry -> context.runOnContext(turn -> appended(entry)));
    studio.watch(passing -> context.runOnContext(turn -> passed(passing)));
    vertx.setPeriodic(BEAT_MS, timer -> listeners.forEach(FeedListener::beat));
  }

  /** Tells somebody of this node every entry too. */
  void addEntryListener(Consumer<Entry> listener) {
    others.add(listener);
  }

  boolean isFull() {
    return listeners.size() >= MAX_LISTENERS;
  }

  int clients() {
    return listeners.size();
  }

  void add(FeedListener listener) {
    listeners.add(listener);
    listener.start();
  }

  void remove(FeedListener listener) {
    listeners.remove(listener);
    listener.stop();
  }

  private void appended(Entry entry) {
    others.forEach(listener -> listener.accept(entry));
    enqueue(entry.project(), listener -> listener.appended(entry));
  }

  private void passed(LiveMessage passing) {
    if (!listeners.isEmpty()) {
      String json = json(passing);
      enqueue(passing.project(), listener -> listener.passing(json));
    }
  }

  /** At once after a silence; otherwise with what else happens until the pause is over. */
  private void enqueue(String project, Consumer<FeedListener> delivery) {
    untold.add(listener -> {
      if (listener.hears(project)) {
        delivery.accept(listener);
      }
    });
    if (!pausing) {
      tellAll();
    }
  }

  private void tellAll() {
    List<Consumer<FeedListener>> all = untold;
    untold = new ArrayList<>();
    for (FeedListener listener : listeners) {
      all.forEach(news -> news.accept(listener));
    }
    pausing = true;
    vertx.setTimer(PAUSE_MS, over -> {
      pausing = false;
      if (!untold.isEmpty()) {
        tellAll();
      }
    });
  }

  /** Like an event, but without {@code seq}; of a long text only the end. */
  private static String json(LiveMessage passing) {
    String text = TextLimits.tail(passing.text(), MAX_TEXT_CHARS);
    ObjectNode line = Json.object();
    line.put("type", passing.type());
    if (!passing.project().isEmpty()) {
      line.put("project", passing.project());
    }
    line.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("node", passing.node()).put("agent", passing.agent());
    if (!passing.file().isEmpty()) {
      line.put("file", passing.file());
    }
    ObjectNode data = line.putObject("data");
    if (passing.type().equals("progress")) {
      data.put("tokens", passing.tokens()).put("text", text);
      data.put("skippedChars", passing.text().length() - text.length());
    }
    return Json.write(line);
  }
}
