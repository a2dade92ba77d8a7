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

/** Waits until this node's journal shows what another one acknowledged. From any thread. */
public final class ReadBarrier implements AutoCloseable {
  private final Vertx vertx;
  private final Journal journal;
  /** How far the projects have come that are under way. */
  private final Map<String, Long> shown = new ConcurrentHashMap<>();

  private final Map<String, Set<Wait>> waits = new ConcurrentHashMap<>();
  private final Journal.Subscription subscription;

  private record Wait(long seq, Promise<Void> promise) {
    void seen(long shown) {
      if (shown >= seq) {
        promise.tryComplete();
      }
    }
  }

  public ReadBarrier(Vertx vertx, Journal journal) {
    this.vertx = vertx;
    this.journal = journal;
    subscription = journal.subscribe(this::shown);
  }

  private void shown(Entry entry) {
    if (Project.mayBeOpen(entry.event())) {
      shown.put(entry.project(), entry.seq());
    } else {
      shown.remove(entry.project());
    }
    waits.getOrDefault(entry.project(), Set.of()).forEach(wait -> wait.seen(entry.seq()));
  }

  /** Succeeds when the entry can be read here; fails when that takes too long. */
  public Future<Void> of(String project, long seq, long timeoutMs) {
    if (seq <= shown.getOrDefault(project, 0L)) {
      return Future.succeededFuture();
    }
    return there(project, seq)
        .compose(there -> there ? Future.succeededFuture() : told(project, seq, timeoutMs));
  }

  private Future<Void> told(String project, long seq, long timeoutMs) {
    Wait wait = new Wait(seq, Promise.promise());
    waits.compute(project, (id, some) -> {
      Set<Wait> set = some == null ? ConcurrentHashMap.newKeySet() : some;
      set.add(wait);
      return set;
    });
    long timer = vertx.setTimer(
        timeoutMs,
        late -> wait.promise()
            .tryFail("event " + seq + " of " + project + " is not to be seen here yet"));
    // It may have been told between the first look and the wait.
    there(project, seq).onSuccess(there -> wait.seen(there ? seq : 0));
    return wait.promise().future().onComplete(done -> {
      vertx.cancelTimer(timer);
      waits.computeIfPresent(project, (id, some) -> {
        some.remove(wait);
        return some.isEmpty() ? null : some;
      });
    });
  }

  private Future<Boolean> there(String project, long seq) {
    return journal.read(project, seq - 1, 1).map(found -> !found.isEmpty());
  }

  @Override
  public void close() {
    subscription.close();
  }
}
