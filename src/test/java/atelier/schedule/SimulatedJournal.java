package atelier.schedule;

import atelier.event.Entry;
import atelier.journal.Journal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A journal that sometimes fails before it wrote, and sometimes after. */
final class SimulatedJournal implements Journal {
  private final Map<String, List<Entry>> lists = new LinkedHashMap<>();
  private final Map<String, String> leaders = new HashMap<>();
  private final List<Consumer<Entry>> followers = new CopyOnWriteArrayList<>();
  private final SplittableRandom random;
  private final Consumer<Entry> written;
  private int faultPercent;

  SimulatedJournal(SplittableRandom random, int faultPercent, Consumer<Entry> written) {
    this.random = random;
    this.faultPercent = faultPercent;
    this.written = written;
  }

  void heal() {
    faultPercent = 0;
  }

  @Override
  public synchronized Future<Void> append(List<Entry> entries) {
    boolean faulty = random.nextInt(100) < faultPercent;
    if (faulty && random.nextBoolean()) {
      return Future.failedFuture(new IllegalStateException("the disk did not answer"));
    }
    Entry first = entries.get(0);
    List<Entry> list = lists.computeIfAbsent(first.project(), id -> new ArrayList<>());
    if (first.seq() != list.size() + 1) {
      return Future.failedFuture(new Conflict(first.project(), first.seq()));
    }
    list.addAll(entries);
    entries.forEach(written);
    entries.forEach(entry -> followers.forEach(follower -> follower.accept(entry)));
    return faulty
        ? Future.failedFuture(new IllegalStateException("written, but the answer was lost"))
        : Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<Entry>> read(String project, long after, int limit) {
    List<Entry> list = lists.getOrDefault(project, List.of());
    int from = (int) Math.min(after, list.size());
    return Future.succeededFuture(
        List.copyOf(list.subList(from, Math.min(list.size(), from + limit))));
  }

  @Override
  public synchronized Future<List<Entry>> lastEntries() {
    return Future.succeededFuture(
        lists.values().stream().map(list -> list.get(list.size() - 1)).toList());
  }

  @Override
  public synchronized Future<List<Entry>> firstEntries() {
    return Future.succeededFuture(
        lists.values().stream().map(list -> list.get(0)).toList());
  }

  @Override
  public Subscription subscribe(Consumer<Entry> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  /** The same list as one node of several has it: only who leads a project appends to it. */
  Journal of(String node) {
    return new View(node);
  }

  private final class View implements Journal {
    private final String node;

    View(String node) {
      this.node = node;
    }

    @Override
    public Future<Void> lead(Collection<String> projects) {
      if (random.nextInt(100) < faultPercent) {
        return Future.failedFuture(new NoMajority("nobody is here"));
      }
      projects.forEach(project -> leaders.put(project, node));
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> append(List<Entry> entries) {
      Entry first = entries.get(0);
      return node.equals(leaders.get(first.project()))
          ? SimulatedJournal.this.append(entries)
          : Future.failedFuture(new Conflict(first.project(), first.seq()));
    }

    @Override
    public Future<List<Entry>> read(String project, long after, int limit) {
      return SimulatedJournal.this.read(project, after, limit);
    }

    @Override
    public Future<List<Entry>> lastEntries() {
      return SimulatedJournal.this.lastEntries();
    }

    @Override
    public Future<List<Entry>> firstEntries() {
      return SimulatedJournal.this.firstEntries();
    }

    @Override
    public Subscription subscribe(Consumer<Entry> follower) {
      return SimulatedJournal.this.subscribe(follower);
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
