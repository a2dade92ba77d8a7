package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A journal that lasts as long as the process. */
public final class MemoryJournal implements Journal {
  private final Map<String, List<Entry>> lists = new LinkedHashMap<>();
  private final Heads heads = new Heads();
  private final Followers followers = new Followers();
  private boolean closed;

  @Override
  public synchronized Future<Void> append(List<Entry> entries) {
    try {
      requireOpen();
      heads.advance(entries);
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
    lists.computeIfAbsent(entries.get(0).project(), id -> new ArrayList<>()).addAll(entries);
    followers.tell(entries);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<Entry>> read(String project, long after, int limit) {
    if (closed) {
      return Future.failedFuture(new IllegalStateException("the journal is closed"));
    }
    List<Entry> list = lists.getOrDefault(project, List.of());
    int from = (int) Math.max(0, Math.min(after, list.size()));
    int to = (int) Math.min(list.size(), (long) from + limit);
    return Future.succeededFuture(List.copyOf(list.subList(from, to)));
  }

  @Override
  public synchronized Future<List<Entry>> heads() {
    return Future.succeededFuture(
        lists.values().stream().map(list -> list.get(list.size() - 1)).toList());
  }

  @Override
  public Subscription follow(Consumer<Entry> follower) {
    return followers.add(follower);
  }

  @Override
  public synchronized Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the journal is closed");
    }
  }
}
