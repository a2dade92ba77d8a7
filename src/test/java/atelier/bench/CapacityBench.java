package atelier.bench;

import atelier.Await;
import atelier.event.Entry;
import atelier.event.EventCodec;
import atelier.journal.DiskJournal;
import atelier.rig.Board;
import atelier.rig.Eventually;
import atelier.rig.Fleet;
import atelier.rig.Journal;
import atelier.rig.TestNetwork;
import atelier.rig.model.ScriptedProjects;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a node needs to start and to hold when a lot has been made with it. */
final class CapacityBench {
  private static final int FINISHED = 10_000;
  private static final int RUNNING = 100;
  private static final int AT_ONCE = 200;
  private static final int NODES = 6;

  private CapacityBench() {}

  static void measure(Path folder) throws IOException {
    List<Entry> sample = sample(folder.resolve("sample"));
    Path journal = folder.resolve("journal.db");
    write(journal, sample);
    System.out.printf(
        Locale.ROOT,
        "%,d finished projects of %d events, %d running: %d MiB%n",
        FINISHED,
        sample.size(),
        RUNNING,
        Files.size(journal) >> 20);
    started(folder.resolve("empty1"), 1, null);
    started(folder.resolve("full1"), 1, journal);
    started(folder.resolve("empty6"), NODES, null);
    started(folder.resolve("full6"), NODES, journal);
  }

  /** What really happens in a small project. */
  private static List<Entry> sample(Path folder) throws IOException {
    try (Fleet fleet =
        Fleet.of(TestNetwork.loopback(1), 1, folder, ScriptedProjects::checked, 0, 1)) {
      fleet.start();
      Fleet.submit(fleet.board(0), "sample", "a small thing");
      Eventually.holds(
          "the sample",
          Duration.ofSeconds(60),
          () -> Fleet.status(fleet.board(0), "sample").equals("succeeded"));
      return Journal.of(fleet.board(0)).getOrDefault("sample", List.of());
    }
  }

  private static void write(Path file, List<Entry> sample) {
    List<Entry> begun = sample.subList(0, begun(sample));
    DiskJournal journal = DiskJournal.open(file);
    for (int from = 0; from < FINISHED; from += AT_ONCE) {
      Await.await(Future.all(IntStream.range(from, Math.min(FINISHED, from + AT_ONCE))
          .mapToObj(i -> journal.append(again("done-" + i, sample)))
          .toList()));
    }
    for (int i = 0; i < RUNNING; i++) {
      Await.await(journal.append(again("open-" + i, begun)));
    }
    Await.await(journal.close());
  }

  /** As far as a blueprint, so that all files are due. */
  private static int begun(List<Entry> sample) {
    return (int) sample.stream()
            .takeWhile(entry -> !entry.event().getClass().getSimpleName().equals("BlueprintReady"))
            .count()
        + 1;
  }

  private static List<Entry> again(String project, List<Entry> sample) {
    List<Entry> entries = new ArrayList<>();
    String prev = Entry.GENESIS;
    for (Entry one : sample) {
      Entry entry =
          EventCodec.seal(project, one.seq(), one.at(), one.node(), one.agent(), one.event(), prev);
      entries.add(entry);
      prev = entry.hash();
    }
    return entries;
  }

  private static void started(Path folder, int nodes, @org.jspecify.annotations.Nullable Path from)
      throws IOException {
    try (Fleet fleet = Fleet.of(
        TestNetwork.of(nodes),
        nodes,
        folder,
        ScriptedProjects::checked,
        1_000,
        1,
        "projects=1000")) {
      for (Board board : fleet.boards()) {
        Files.createDirectories(board.data());
        if (from != null) {
          Files.copy(from, board.data().resolve("journal.db"));
        }
      }
      long begunNs = System.nanoTime();
      fleet.boards().forEach(board -> fleet.start(board));
      Eventually.holds(
          () -> "ready" + fleet.logs(),
          Duration.ofMinutes(5),
          () -> fleet.boards().stream()
              .allMatch(board -> board.http().get("/health/ready").isGood()));
      double seconds = (System.nanoTime() - begunNs) / 1e9;
      fleet.awaitTogether(Duration.ofMinutes(2));
      double together = (System.nanoTime() - begunNs) / 1e9;
      long[] most = new long[nodes];
      long untilNs = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      Eventually.came(Duration.ofSeconds(40), () -> {
        for (Board board : fleet.boards()) {
          most[board.number()] = Math.max(most[board.number()], board.residentMiB());
        }
        return System.nanoTime() - untilNs > 0;
      });
      System.out.printf(
          Locale.ROOT,
          "%d nodes, %s: ready after %.1f s, together after %.1f s,"
              + " RSS in 30 s of work at most %s MiB%n",
          nodes,
          from == null ? "empty" : "full",
          seconds,
          together,
          java.util.Arrays.toString(most));
    }
  }
}
