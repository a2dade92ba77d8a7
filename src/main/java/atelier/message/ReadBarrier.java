package atelier.message;

import atelier.event.Entry;
import atelier.journal.Journal;
import atelier.project.Project;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits until this node's journal contains an entry that another node acknowledged, so that clients
 * read their own writes on every node. Thread-safe.
 */
public final class ReadBarrier implements AutoCloseable {
  private final Vertx vertx;
  private final Journal journal;
  /** The last entry seen of each project that may be open. */
  private final Map<String, Long> latestSeqs = new ConcurrentHashMap<>();

  private final Map<String, Set<Waiter>> waiters = new ConcurrentHashMap<>();
  private final Journal.Subscription subscription;

  private record Waiter(long seq, Promise<Void> promise) {
    void completeIfReached(long latestSeq) {
      if (latestSeq >= seq) {
        promise.tryComplete();
      }
    }
  }

  public ReadBarrier(Vertx vertx, Journal journal) {
    this.vertx = vertx;
    this.journal = journal;
    subscription = journal.subscribe(this::recordEntry);
  }

  private void recordEntry(Entry entry) {
    if (Project.mayBeOpen(entry.event())) {
      latestSeqs.put(entry.project(), entry.seq());
    } else {
      latestSeqs.remove(entry.project());
    }
    waiters
        .getOrDefault(entry.project(), Set.of())
        .forEach(waiter -> waiter.completeIfReached(entry.seq()));
  }

  /** Completes when the entry can be read here; fails after {@code timeoutMs}. */
  public Future<Void> awaitEntry(String project, long seq, long timeoutMs) {
    if (seq <= latestSeqs.getOrDefault(project, 0L)) {
      return Future.succeededFuture();
    }
    return isReadable(project, seq)
        .compose(readable ->
            readable ? Future.succeededFuture() : waitForEntry(project, seq, timeoutMs));
  }

  private Future<Void> waitForEntry(String project, long seq, long timeoutMs) {
    Waiter waiter = new Waiter(seq, Promise.promise());
    waiters.compute(project, (id, existing) -> {
      Set<Waiter> waitersOfProject = existing == null ? ConcurrentHashMap.newKeySet() : existing;
      waitersOfProject.add(waiter);
      return waitersOfProject;
    });
    long timer = vertx.setTimer(
        timeoutMs,
        elapsed -> waiter
            .promise()
            .tryFail("event " + seq + " of " + project + " has not arrived at this node yet"));
    // The entry may have arrived after the first check and before the waiter was registered.
    isReadable(project, seq).onSuccess(readable -> waiter.completeIfReached(readable ? seq : 0));
    return waiter.promise().future().onComplete(done -> {
      vertx.cancelTimer(timer);
      waiters.computeIfPresent(project, (id, existing) -> {
        existing.remove(waiter);
        return existing.isEmpty() ? null : existing;
      });
    });
  }

  private Future<Boolean> isReadable(String project, long seq) {
    return journal.read(project, seq - 1, 1).map(entries -> !entries.isEmpty());
  }

  @Override
  public void close() {
    subscription.close();
  }
}
