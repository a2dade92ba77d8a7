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

/** A journal that lasts as long as the process. */
public final class MemoryJournal implements Journal {
  private final Map<String, List<Entry>> entries = new LinkedHashMap<>();
  private final Heads heads = new Heads();
  private final Subscribers subscribers = new Subscribers();
  private final Queue<PendingNotification> pendingNotifications = new ArrayDeque<>();
  private boolean isNotifying;
  private boolean closed;

  /** A batch that stands in the journal and of which the followers do not know yet. */
  private record PendingNotification(Batch batch, ContextFuture<Void> promise) {}

  @Override
  public Future<Void> append(List<Entry> entries) {
    ContextFuture<Void> answer = new ContextFuture<>();
    try {
      store(new PendingNotification(new Batch(entries), answer));
    } catch (RuntimeException refused) {
      answer.complete(Future.failedFuture(refused));
    }
    // Followers are told outside of the lock and one batch at a time, so that one of them may
    // append in its turn, and all of them still hear everything in the same order.
    for (PendingNotification next = nextNotification(true); next != null; next = nextNotification(false)) {
      subscribers.publish(next.batch().entries());
      next.promise().complete(Future.succeededFuture());
    }
    return answer.future();
  }

  private synchronized void store(PendingNotification append) {
    requireOpen();
    heads.advance(append.batch());
    heads.commit();
    entries
        .computeIfAbsent(append.batch().first().project(), id -> new ArrayList<>())
        .addAll(append.batch().entries());
    pendingNotifications.add(append);
  }

  private synchronized @Nullable PendingNotification nextNotification(boolean begin) {
    if (begin && isNotifying) {
      return null;
    }
    PendingNotification next = pendingNotifications.poll();
    isNotifying = next != null;
    return next;
  }

  @Override
  public synchronized Future<List<Entry>> read(String project, long after, int limit) {
    ContextFuture<List<Entry>> answer = new ContextFuture<>();
    List<Entry> list = entries.getOrDefault(project, List.of());
    int from = (int) Math.max(0, Math.min(after, list.size()));
    int count = Math.min(Math.max(limit, 0), list.size() - from);
    answer.complete(resultIfOpen(List.copyOf(list.subList(from, from + count))));
    return answer.future();
  }

  @Override
  public Future<List<Entry>> lastEntries() {
    return onePerProject(list -> list.get(list.size() - 1));
  }

  @Override
  public Future<List<Entry>> firstEntries() {
    return onePerProject(list -> list.get(0));
  }

  private synchronized Future<List<Entry>> onePerProject(Function<List<Entry>, Entry> choice) {
    ContextFuture<List<Entry>> answer = new ContextFuture<>();
    answer.complete(resultIfOpen(entries.values().stream().map(choice).toList()));
    return answer.future();
  }

  @Override
  public synchronized Subscription subscribe(Consumer<Entry> follower) {
    requireOpen();
    return subscribers.add(follower);
  }

  @Override
  public synchronized Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }

  private Future<List<Entry>> resultIfOpen(List<Entry> found) {
    return closed
        ? Future.failedFuture(new IllegalStateException("the journal is closed"))
        : Future.succeededFuture(found);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the journal is closed");
    }
  }
}
