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

/** An in-memory journal in which appends fail at random, before or after they are written. */
final class SimulatedJournal implements Journal {
  private final Map<String, List<Entry>> entriesByProject = new LinkedHashMap<>();
  private final Map<String, String> leaders = new HashMap<>();
  private final List<Consumer<Entry>> subscribers = new CopyOnWriteArrayList<>();
  private final SplittableRandom random;
  private final Consumer<Entry> appendListener;
  private int faultPercent;

  SimulatedJournal(SplittableRandom random, int faultPercent, Consumer<Entry> appendListener) {
    this.random = random;
    this.faultPercent = faultPercent;
    this.appendListener = appendListener;
  }

  void stopFaults() {
    faultPercent = 0;
  }

  @Override
  public synchronized Future<Void> append(List<Entry> entries) {
    boolean faulty = random.nextInt(100) < faultPercent;
    if (faulty && random.nextBoolean()) {
      return Future.failedFuture(new IllegalStateException("the disk did not respond"));
    }
    Entry first = entries.get(0);
    List<Entry> list = entriesByProject.computeIfAbsent(first.project(), id -> new ArrayList<>());
    if (first.seq() != list.size() + 1) {
      return Future.failedFuture(new Conflict(first.project(), first.seq()));
    }
    list.addAll(entries);
    entries.forEach(appendListener);
    entries.forEach(entry -> subscribers.forEach(follower -> follower.accept(entry)));
    return faulty
        ? Future.failedFuture(new IllegalStateException("written, but the reply was lost"))
        : Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<Entry>> read(String project, long after, int limit) {
    List<Entry> list = entriesByProject.getOrDefault(project, List.of());
    int from = (int) Math.min(after, list.size());
    return Future.succeededFuture(
        List.copyOf(list.subList(from, Math.min(list.size(), from + limit))));
  }

  @Override
  public synchronized Future<List<Entry>> lastEntries() {
    return Future.succeededFuture(entriesByProject.values().stream()
        .map(list -> list.get(list.size() - 1))
        .toList());
  }

  @Override
  public synchronized Future<List<Entry>> firstEntries() {
    return Future.succeededFuture(
        entriesByProject.values().stream().map(list -> list.get(0)).toList());
  }

  @Override
  public Subscription subscribe(Consumer<Entry> follower) {
    subscribers.add(follower);
    return () -> subscribers.remove(follower);
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  /** The journal as seen by one node: only the leader of a project can append to it. */
  Journal viewOf(String node) {
    return new NodeView(node);
  }

  private final class NodeView implements Journal {
    private final String node;

    NodeView(String node) {
      this.node = node;
    }

    @Override
    public Future<Void> lead(Collection<String> projects) {
      if (random.nextInt(100) < faultPercent) {
        return Future.failedFuture(new NoMajority("no other node is online"));
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
