package atelier.consensus;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.HintGiven;
import atelier.event.EventCodec;
import atelier.journal.Acceptor;
import atelier.journal.Aside;
import atelier.journal.Journal;
import atelier.journal.MemoryReplica;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Nodes that append to common projects while they are killed, cut off and slowed down. */
final class SimulatedStudios {
  static final List<String> PROJECTS = List.of("todo", "shop", "wiki");

  private final SplittableRandom random;
  private final SimulatedNet net;
  private final int size;
  private int majorityOf;
  private final List<MemoryReplica> disks = new ArrayList<>();
  private final List<Studio> studios = new ArrayList<>();
  private final Map<String, Entry> agreed = new HashMap<>();
  private final Set<Entry> acknowledged = new LinkedHashSet<>();
  private int words;

  /**
   * A cluster.
   *
   * @param majorityOf how many nodes the settings say there are; less than {@code size} makes forks
   */
  SimulatedStudios(SplittableRandom random, int size, int majorityOf) {
    this.random = random;
    this.net = new SimulatedNet(random.split());
    this.size = size;
    this.majorityOf = majorityOf;
    for (int node = 0; node < size; node++) {
      MemoryReplica disk = new MemoryReplica();
      disks.add(disk);
      if (majorityOf == size) {
        disk.follow(this::check);
      }
      studios.add(new Studio(node, 1));
      tick(node);
    }
  }

  /** What one node shows, every node shows. */
  private void check(Entry entry) {
    Entry other = agreed.putIfAbsent(entry.project() + "#" + entry.seq(), entry);
    if (other != null && !other.hash().equals(entry.hash())) {
      throw new AssertionError("two histories: " + other + " and " + entry);
    }
  }

  /** One life of a node. */
  private final class Studio implements SimulatedNet.Life, Peers {
    private final int node;
    private final int number;
    private final ReplicatedJournal journal;
    private final Map<Integer, Acceptor> wires = new HashMap<>();
    private boolean over;

    Studio(int node, int number) {
      this.node = node;
      this.number = number;
      for (int other = 0; other < size; other++) {
        int there = other;
        wires.put(other, net.wire(this, other, () -> studios.get(there)));
      }
      Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
      journal = new ReplicatedJournal(
          "n" + node,
          "n" + node + "." + number,
          disks.get(node),
          this,
          Runnable::run,
          clock,
          (kept, lost) -> {
            Map<Entry, Event> requests = new LinkedHashMap<>();
            lost.stream()
                .filter(entry -> entry.agent().equals("user"))
                .forEach(entry -> requests.put(entry, entry.event()));
            return requests;
          });
    }

    @Override
    public int node() {
      return node;
    }

    @Override
    public boolean over() {
      return over;
    }

    @Override
    public MemoryReplica replica() {
      return disks.get(node);
    }

    /** Who is here is known late, and not alike everywhere. */
    @Override
    public Set<String> present() {
      Set<String> present = new LinkedHashSet<>();
      for (int other = 0; other < size; other++) {
        if (other != node && !studios.get(other).over && !net.isCut(node, other)) {
          present.add(Integer.toString(other));
        }
      }
      return present;
    }

    @Override
    public Acceptor of(String name) {
      return wires.get(Integer.parseInt(name));
    }

    @Override
    public int size() {
      return majorityOf;
    }

    void append() {
      String project = PROJECTS.get(random.nextInt(PROJECTS.size()));
      Future<Void> ready =
          random.nextInt(4) == 0 ? journal.lead(List.of(project)) : Future.succeededFuture();
      ready
          .compose(led -> journal.read(project, 0, Integer.MAX_VALUE))
          .compose(entries -> {
            Entry entry = next(project, entries);
            return journal.append(List.of(entry)).onSuccess(done -> acknowledged.add(entry));
          })
          .onFailure(problem -> {
            if (!(problem instanceof Journal.Conflict || problem instanceof Journal.NoMajority)) {
              throw new AssertionError(problem);
            }
          });
    }

    private Entry next(String project, List<Entry> entries) {
      Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
      return EventCodec.seal(
          project,
          last == null ? 1 : last.seq() + 1,
          Instant.EPOCH,
          "n" + node,
          "user",
          new HintGiven("a", "word " + ++words),
          last == null ? Entry.GENESIS : last.hash());
    }
  }

  private void tick(int node) {
    net.after(1_000, () -> {
      Studio studio = studios.get(node);
      if (!studio.over) {
        studio
            .journal
            .compare(project -> lowest() == node)
            .compose(compared -> studio.journal.restore());
      }
      tick(node);
    });
  }

  /** The lowest node that is up: what the others believe may differ for a while. */
  private int lowest() {
    for (int node = 0; node < size; node++) {
      if (!studios.get(node).over) {
        return node;
      }
    }
    return 0;
  }

  /** Appends for a while. */
  void work(int seconds) {
    for (int i = 0; i < seconds * 4; i++) {
      net.after(random.nextInt(seconds * 1_000), () -> {
        Studio one = studios.get(random.nextInt(size));
        if (!one.over) {
          one.append();
        }
      });
    }
    net.runUntil(net.nowMs() + seconds * 1_000L);
  }

  /** Appends and faults for a while. */
  void trouble(int seconds) {
    for (int at = 0; at < seconds; at++) {
      net.after(at * 1_000L + random.nextInt(1_000), this::fault);
    }
    work(seconds);
  }

  private void fault() {
    int one = random.nextInt(size);
    int other = random.nextInt(size);
    switch (random.nextInt(6)) {
      case 0 -> studios.get(one).over = true;
      case 1, 2 -> revive(one);
      case 3 -> net.cut(one, other);
      case 4 -> net.mendAll();
      default -> net.lose(random.nextInt(20));
    }
  }

  private void revive(int node) {
    if (studios.get(node).over) {
      studios.set(node, new Studio(node, studios.get(node).number + 1));
    }
  }

  /** Separates the nodes into halves that do not hear each other. */
  void split() {
    for (int one = 0; one < size / 2; one++) {
      for (int other = size / 2; other < size; other++) {
        net.cut(one, other);
      }
    }
  }

  /** The halves hear each other again, and are one studio from now on. */
  void join() {
    net.mendAll();
    majorityOf = size;
  }

  /** Until what was under way has ended. */
  void rest() {
    net.runUntil(net.nowMs() + 10_000);
  }

  /** All up, all wires whole, until nothing changes any more. */
  void heal() {
    net.mendAll();
    net.lose(0);
    for (int node = 0; node < size; node++) {
      revive(node);
    }
    net.runUntil(net.nowMs() + 30_000);
  }

  Set<Entry> acknowledged() {
    return acknowledged;
  }

  List<Entry> history(int node, String project) {
    return disks.get(node).readAll(project, 0, Integer.MAX_VALUE).result();
  }

  List<Entry> shown(int node, String project) {
    return disks.get(node).read(project, 0, Integer.MAX_VALUE).result();
  }

  /** What gave way, on any disk. */
  List<Aside> asides() {
    return disks.stream().flatMap(disk -> disk.asides().result().stream()).toList();
  }

  int size() {
    return size;
  }
}
