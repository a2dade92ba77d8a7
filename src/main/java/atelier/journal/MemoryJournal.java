package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A journal in memory, which lasts as long as the process. */
public final class MemoryJournal implements Journal {
  private final Map<String, List<Entry>> entriesByProject = new LinkedHashMap<>();
  private final Heads heads = new Heads();
  private final Subscribers subscribers = new Subscribers();
  private final Queue<PendingNotification> pendingNotifications = new ArrayDeque<>();
  private boolean isNotifying;
  private boolean closed;

  /** A batch that is in the journal and not yet published to the subscribers. */
  private record PendingNotification(Batch batch, ContextFuture<Void> promise) {}

  @Override
  public Future<Void> append(List<Entry> entries) {
    ContextFuture<Void> promise = new ContextFuture<>();
    try {
      store(new PendingNotification(new Batch(entries), promise));
    } catch (RuntimeException rejected) {
      promise.complete(Future.failedFuture(rejected));
    }
    // Publishes outside of the lock and one batch at a time: a subscriber may append, and all
    // subscribers still receive all entries in the same order.
    for (PendingNotification next = nextNotification(true);
        next != null;
        next = nextNotification(false)) {
      subscribers.publish(next.batch().entries());
      next.promise().complete(Future.succeededFuture());
    }
    return promise.future();
  }

  private synchronized void store(PendingNotification notification) {
    requireOpen();
    heads.advance(notification.batch());
    heads.commit();
    entriesByProject
        .computeIfAbsent(notification.batch().first().project(), id -> new ArrayList<>())
        .addAll(notification.batch().entries());
    pendingNotifications.add(notification);
  }

  private synchronized @Nullable PendingNotification nextNotification(boolean isFirst) {
    if (isFirst && isNotifying) {
      return null;
    }
    PendingNotification next = pendingNotifications.poll();
    isNotifying = next != null;
    return next;
  }

  @Override
  public synchronized Future<List<Entry>> read(String project, long after, int limit) {
    ContextFuture<List<Entry>> promise = new ContextFuture<>();
    List<Entry> projectEntries = entriesByProject.getOrDefault(project, List.of());
    int from = (int) Math.max(0, Math.min(after, projectEntries.size()));
    int count = Math.min(Math.max(limit, 0), projectEntries.size() - from);
    promise.complete(resultIfOpen(List.copyOf(projectEntries.subList(from, from + count))));
    return promise.future();
  }

  @Override
  public Future<List<Entry>> lastEntries() {
    return onePerProject(projectEntries -> projectEntries.get(projectEntries.size() - 1));
  }

  @Override
  public Future<List<Entry>> firstEntries() {
    return onePerProject(projectEntries -> projectEntries.get(0));
  }

  private synchronized Future<List<Entry>> onePerProject(Function<List<Entry>, Entry> selector) {
    ContextFuture<List<Entry>> promise = new ContextFuture<>();
    promise.complete(
        resultIfOpen(entriesByProject.values().stream().map(selector).toList()));
    return promise.future();
  }

  @Override
  public synchronized Subscription subscribe(Consumer<Entry> listener) {
    requireOpen();
    return subscribers.add(listener);
  }

  @Override
  public synchronized Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }

  private Future<List<Entry>> resultIfOpen(List<Entry> result) {
    return closed
        ? Future.failedFuture(new IllegalStateException("the journal is closed"))
        : Future.succeededFuture(result);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the journal is closed");
    }
  }
}
