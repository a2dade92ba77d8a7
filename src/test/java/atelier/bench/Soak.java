package atelier.bench;

import atelier.rig.AcknowledgedEvents;
import atelier.rig.Board;
import atelier.rig.Eventually;
import atelier.rig.Fleet;
import atelier.rig.TestNetwork;
import atelier.rig.Verdict;
import atelier.rig.model.ScriptedProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Six nodes with up to a hundred projects in flight, to which everything happens that may: {@code
 * scripts/soak MINUTES SEED [PROJECTS]}. Prints what it did to whom, and the verdict.
 */
final class Soak {
  private static final int NODES = 6;
  private static final int MEAN_MS = 500;
  private static final Duration TOGETHER = Duration.ofMinutes(3);

  private Soak() {}

  public static void main(String[] arguments) throws Exception {
    Duration length = Duration.ofSeconds(Math.round(60 * Double.parseDouble(arguments[0])));
    long seed = Long.parseLong(arguments[1]);
    int most = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
    Path folder = Files.createTempDirectory("atelier-soak-");
    Story story = new Story();
    story.tell(
        "seed %d, %d s, up to %d projects in flight, disks and logs in %s",
        seed, length.toSeconds(), most, folder);
    boolean good = false;
    try (Fleet fleet = Fleet.of(
        TestNetwork.of(NODES),
        NODES,
        folder,
        ScriptedProjects::checked,
        MEAN_MS,
        seed,
        "projects=1000")) {
      fleet.start();
      story.tell("all %d nodes are up%s", NODES, fleet.lan().canCut() ? "" : ", on loopback");
      good = soaked(fleet, length, seed, most, story);
    } finally {
      if (good) {
        Runtime.getRuntime().exec(new String[] {"rm", "-rf", folder.toString()}).waitFor();
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean soaked(Fleet fleet, Duration length, long seed, int most, Story story)
      throws InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    AcknowledgedEvents promises = new AcknowledgedEvents();
    Nemesis mischief = new Nemesis(fleet, random.split(), story);
    long endNs = System.nanoTime() + length.toNanos();
    try (LoadClients customers = new LoadClients(fleet, promises, random.split(), most)) {
      mischief.until(endNs);
      customers.stop();
      story.tell("no more mischief; all nodes come back");
      mischief.mend();
      fleet.awaitTogether(TOGETHER);
      story.tell("all are together again: %s; %s", promises.count(), customers.told());
      ended(fleet, promises, customers, story);
    }
    Verdict verdict = Verdict.within(Duration.ofSeconds(60), fleet, promises);
    return told(fleet, promises, mischief, verdict, story);
  }

  private static void ended(
      Fleet fleet, AcknowledgedEvents promises, LoadClients customers, Story story) {
    boolean all = Eventually.came(
        Duration.ofSeconds(120 + 2L * promises.wishes()),
        () -> customers.open(fleet.board(0)) == 0);
    story.tell(all ? "all projects have come to an end" : "some projects do not end");
  }

  private static boolean told(
      Fleet fleet, AcknowledgedEvents promises, Nemesis mischief, Verdict verdict, Story story) {
    TreeMap<String, Long> statuses = promises.projects().stream()
        .collect(Collectors.groupingBy(
            id -> Fleet.status(fleet.board(0), id), TreeMap::new, Collectors.counting()));
    List<String> unhappy = promises.projects().stream()
        .filter(id -> !Fleet.status(fleet.board(0), id).equals("succeeded"))
        .map(id -> id + " is " + Fleet.project(fleet.board(0), id))
        .toList();
    story.tell(
        "%d projects, %d events, %d forks healed; %s",
        verdict.projects(), verdict.events(), verdict.forks(), statuses);
    story.tell("tasks of lost nodes taken back after: %s", mischief.takenBack());
    story.tell(
        "tasks of lost nodes begun by others after: %s",
        TaskTakeovers.of(fleet, mischief.losses()));
    fleet
        .boards()
        .forEach(board -> story.tell(
            "%s: %d MiB, %d answers, at most %d at once",
            board.name(),
            board.residentMiB(),
            board.model().calls().size(),
            board.model().mostAtOnce()));
    verdict.violations().forEach(one -> story.tell("VIOLATION: %s", one));
    unhappy.forEach(one -> story.tell("VIOLATION: %s", one));
    mischief.violations().forEach(one -> story.tell("VIOLATION: %s", one));
    boolean good =
        verdict.isGood() && unhappy.isEmpty() && mischief.violations().isEmpty();
    story.tell(good ? "VERDICT: all is well" : "VERDICT: violations, see above");
    return good;
  }

  /** What happened and when, in seconds from the start. */
  static final class Story {
    private final long begunNs = System.nanoTime();

    @SuppressWarnings("AnnotateFormatMethod") // that annotation is in no library of ours
    synchronized void tell(String words, Object... values) {
      double seconds = (System.nanoTime() - begunNs) / 1e9;
      System.out.printf("%7.1f s  %s%n", seconds, words.formatted(values));
    }
  }

  /** A node and when it was lost. */
  record Loss(Board board, java.time.Instant at) {}
}
