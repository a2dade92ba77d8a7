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
  private final Map<String, List<Entry>> lists = new LinkedHashMap<>();
  private final Heads heads = new Heads();
  private final Subscribers followers = new Subscribers();
  private final Queue<PendingNotification> untold = new ArrayDeque<>();
  private boolean telling;
  private boolean closed;

  /** A batch that stands in the journal and of which the followers do not know yet. */
  private record PendingNotification(Batch batch, ContextFuture<Void> answer) {}

  @Override
  public Future<Void> append(List<Entry> entries) {
    ContextFuture<Void> answer = new ContextFuture<>();
    try {
      take(new PendingNotification(new Batch(entries), answer));
    } catch (RuntimeException refused) {
      answer.give(Future.failedFuture(refused));
    }
    // Followers are told outside of the lock and one batch at a time, so that one of them may
    // append in its turn, and all of them still hear everything in the same order.
    for (PendingNotification next = nextUntold(true); next != null; next = nextUntold(false)) {
      followers.tell(next.batch().entries());
      next.answer().give(Future.succeededFuture());
    }
    return answer.future();
  }

  private synchronized void take(PendingNotification append) {
    requireOpen();
    heads.advance(append.batch());
    heads.keep();
    lists
        .computeIfAbsent(append.batch().first().project(), id -> new ArrayList<>())
        .addAll(append.batch().entries());
    untold.add(append);
  }

  private synchronized @Nullable PendingNotification nextUntold(boolean begin) {
    if (begin && telling) {
      return null;
    }
    PendingNotification next = untold.poll();
    telling = next != null;
    return next;
  }

  @Override
  public synchronized Future<List<Entry>> read(String project, long after, int limit) {
    ContextFuture<List<Entry>> answer = new ContextFuture<>();
    List<Entry> list = lists.getOrDefault(project, List.of());
    int from = (int) Math.max(0, Math.min(after, list.size()));
    int count = Math.min(Math.max(limit, 0), list.size() - from);
    answer.give(openOr(List.copyOf(list.subList(from, from + count))));
    return answer.future();
  }

  @Override
  public Future<List<Entry>> heads() {
    return ones(list -> list.get(list.size() - 1));
  }

  @Override
  public Future<List<Entry>> firsts() {
    return ones(list -> list.get(0));
  }

  private synchronized Future<List<Entry>> ones(Function<List<Entry>, Entry> choice) {
    ContextFuture<List<Entry>> answer = new ContextFuture<>();
    answer.give(openOr(lists.values().stream().map(choice).toList()));
    return answer.future();
  }

  @Override
  public synchronized Subscription follow(Consumer<Entry> follower) {
    requireOpen();
    return followers.add(follower);
  }

  @Override
  public synchronized Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }

  private Future<List<Entry>> openOr(List<Entry> found) {
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
