package atelier.bench;

import atelier.rig.Board;
import atelier.rig.Eventually;
import atelier.rig.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What befalls nodes: every three seconds one is killed, stopped or cut off for a while; now and
 * then all at once, or the network falls apart.
 */
final class Nemesis {
  private static final long EVERY_MS = 3_000;
  private static final int MOST_AWAY = 2;
  private static final long ALL_MS = 75_000;
  private static final Duration SPLIT = Duration.ofSeconds(60);
  private static final Duration HANDED_OVER = Duration.ofSeconds(10);

  private final Fleet fleet;
  private final SplittableRandom random;
  private final Soak.Story story;
  private final Map<Board, Back> away = new HashMap<>();
  private final List<Soak.Loss> losses = new ArrayList<>();
  private final List<Long> takenBackMs = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private int calamities;

  /** How a node that is away comes back, and when. */
  private record Back(long atNs, Runnable how) {}

  Nemesis(Fleet fleet, SplittableRandom random, Soak.Story story) {
    this.fleet = fleet;
    this.random = random;
    this.story = story;
  }

  void until(long endNs) {
    long nextAllNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ALL_MS);
    while (System.nanoTime() - endNs < 0) {
      backInTime();
      if (System.nanoTime() - nextAllNs > 0) {
        calamity(endNs);
        nextAllNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ALL_MS);
      } else {
        one();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EVERY_MS));
    }
  }

  private void one() {
    Board board = fleet.board(random.nextInt(fleet.boards().size()));
    int kind = random.nextInt(fleet.lan().canCut() ? 3 : 2);
    long awayMs = random.nextLong(1_000, 12_000);
    if (away.containsKey(board) || missing() >= MOST_AWAY) {
      return;
    }
    String name = board.name();
    losses.add(new Soak.Loss(board, Instant.now()));
    switch (kind) {
      case 0 -> {
        story.tell("%s is killed for %.1f s", name, awayMs / 1e3);
        board.kill();
        back(board, awayMs, () -> fleet.start(board));
        watch(board);
      }
      case 1 -> {
        story.tell("%s is stopped for %.1f s", name, awayMs / 1e3);
        board.pause();
        back(board, awayMs, board::resume);
      }
      default -> {
        story.tell("%s is cut off for %.1f s", name, awayMs / 1e3);
        fleet.lan().unplug(board.number());
        back(board, awayMs, () -> fleet.lan().plug(board.number()));
      }
    }
  }

  /** Who has come back takes part only when it has joined. */
  private long missing() {
    return fleet.boards().stream()
        .filter(board -> away.containsKey(board) || Fleet.present(board) == 0)
        .count();
  }

  private void back(Board board, long awayMs, Runnable how) {
    away.put(board, new Back(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(awayMs), how));
  }

  private void backInTime() {
    Iterator<Map.Entry<Board, Back>> all = away.entrySet().iterator();
    while (all.hasNext()) {
      var one = all.next();
      if (System.nanoTime() - one.getValue().atNs() > 0) {
        story.tell("%s comes back", one.getKey().name());
        one.getValue().how().run();
        all.remove();
      }
    }
  }

  /** How long the others count tasks as in the hands of a node that was killed. */
  private void watch(Board lost) {
    Board asked = fleet.others(lost).stream()
        .filter(board -> !away.containsKey(board))
        .findFirst()
        .orElseThrow();
    long begunNs = System.nanoTime();
    boolean taken = Eventually.came(HANDED_OVER, () -> {
      var seen = asked.http().get("/api/cluster").json();
      return seen.has("running")
          && seen.path("running")
              .valueStream()
              .noneMatch(task -> task.path("node").asString().equals(lost.name()));
    });
    takenBackMs.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNs));
    if (!taken) {
      violations.add("tasks of " + lost.name() + " were still its after 10 s, at " + Instant.now());
    }
  }

  /** Everybody at once, in turn; splits only where there is time for them. */
  private void calamity(long endNs) {
    mend();
    boolean split = fleet.lan().canCut() && System.nanoTime() + SPLIT.toNanos() - endNs < 0;
    switch (split ? calamities % 4 : 0) {
      case 1 -> isolate();
      case 2 -> halves(1_500);
      case 3 -> halves(0);
      default -> blackout();
    }
    calamities++;
  }

  private void blackout() {
    if (!Eventually.came(Duration.ofMinutes(2), () -> together())) {
      story.tell("(they are not together: no disk is emptied)");
    }
    boolean wipe = together();
    List<Board> order = shuffled();
    story.tell(
        "all are killed; back in the order %s%s",
        order.stream().map(Board::name).toList(),
        wipe ? ", " + order.get(1).name() + " with an empty disk" : "");
    order.forEach(Board::kill);
    if (wipe) {
      order.get(1).wipe();
    }
    for (Board board : order) {
      fleet.start(board);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(1_500)));
    }
    boolean back = Eventually.came(Duration.ofMinutes(2), this::together);
    story.tell(back ? "all are back" : "not all are back after two minutes");
  }

  private boolean together() {
    return fleet.boards().stream()
        .allMatch(board -> Fleet.present(board) == fleet.boards().size());
  }

  private List<Board> shuffled() {
    List<Board> order = new ArrayList<>(fleet.boards());
    for (int i = order.size() - 1; i > 0; i--) {
      order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
    }
    return order;
  }

  private void halves(long staggerMs) {
    List<Board> order = shuffled();
    int first = 2 + random.nextInt(2);
    story.tell(
        "split for %d s: %s apart from the others%s",
        SPLIT.toSeconds(),
        order.subList(0, first).stream().map(Board::name).toList(),
        staggerMs > 0 ? ", link by link" : "");
    for (Board one : order.subList(0, first)) {
      for (Board other : order.subList(first, order.size())) {
        fleet.lan().part(one.number(), other.number());
        LockSupport.parkNanos(
            TimeUnit.MILLISECONDS.toNanos(staggerMs == 0 ? 0 : random.nextLong(staggerMs)));
      }
    }
    healed();
  }

  private void isolate() {
    story.tell("each is alone for %d s", SPLIT.toSeconds());
    fleet.boards().forEach(board -> fleet.lan().unplug(board.number()));
    healed();
  }

  private void healed() {
    LockSupport.parkNanos(SPLIT.toNanos());
    fleet.lan().heal();
    boolean back = Eventually.came(Duration.ofMinutes(2), this::together);
    story.tell(
        back
            ? "the network is whole, and they are together again"
            : "the network is whole, but they are not together after two minutes");
    if (!back) {
      violations.add("two minutes after a split they were not together");
    }
  }

  /** Brings everybody back. */
  void mend() {
    away.values().forEach(one -> one.how().run());
    away.clear();
    if (fleet.lan().canCut()) {
      fleet.lan().heal();
    }
  }

  List<Soak.Loss> losses() {
    return losses;
  }

  List<String> violations() {
    return violations;
  }

  String takenBack() {
    return TaskTakeovers.told(takenBackMs);
  }
}
