package atelier.rig;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.ReviewEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Whether all nodes have one history with everything in it that was acknowledged: by what is on
 * their disks, what they tell and what can be cloned from them.
 *
 * @param violations what must not be
 * @param projects how many there are
 * @param events how many they have
 * @param forks how many forks were healed
 */
public record Verdict(List<String> violations, int projects, int events, int forks) {
  private static final long AGAIN_NS = 1_000_000_000L;

  public boolean isGood() {
    return violations.isEmpty();
  }

  /** Looks again until nothing is wrong: nodes may be a moment behind. */
  public static Verdict within(Duration patience, Fleet fleet, AcknowledgedEvents promises) {
    long untilNs = System.nanoTime() + patience.toNanos();
    Verdict last = journals(fleet, promises);
    while (!last.isGood() && System.nanoTime() - untilNs < 0) {
      LockSupport.parkNanos(AGAIN_NS);
      last = journals(fleet, promises);
    }
    List<String> all = Collections.synchronizedList(new ArrayList<>(last.violations()));
    promises.projects().parallelStream().forEach(project -> repositories(fleet, project, all));
    models(fleet, all);
    return new Verdict(all, last.projects(), last.events(), last.forks());
  }

  private static Verdict journals(Fleet fleet, AcknowledgedEvents promises) {
    List<String> wrong = new ArrayList<>();
    Board first = fleet.board(0);
    Map<String, List<String>> journal = new Disk(first).journal();
    for (Board board : fleet.others(first)) {
      var there = new Disk(board).journal();
      Set<String> all = new HashSet<>(journal.keySet());
      all.addAll(there.keySet());
      for (String project : all) {
        same(project, first, journal, board, there).ifPresent(wrong::add);
      }
    }
    int events = 0;
    int forks = 0;
    for (var one : journal.entrySet()) {
      List<Entry> entries = Disk.entries(one.getKey(), one.getValue(), wrong);
      events += entries.size();
      forks += (int) entries.stream()
          .filter(entry -> entry.event() instanceof Event.ForkHealed)
          .count();
      commitsOnce(one.getKey(), entries, wrong);
    }
    for (String project : promises.projects()) {
      kept(project, journal.getOrDefault(project, List.of()), promises, wrong);
      statuses(fleet, project, wrong);
    }
    return new Verdict(wrong, journal.size(), events, forks);
  }

  private static Optional<String> same(
      String project,
      Board one,
      Map<String, List<String>> here,
      Board other,
      Map<String, List<String>> there) {
    List<String> lines = here.getOrDefault(project, List.of());
    List<String> others = there.getOrDefault(project, List.of());
    if (lines.equals(others)) {
      return Optional.empty();
    }
    int same = 0;
    while (same < Math.min(lines.size(), others.size())
        && lines.get(same).equals(others.get(same))) {
      same++;
    }
    return Optional.of(project + " has " + lines.size() + " events on " + one.name() + " and "
        + others.size() + " on " + other.name() + ", alike up to " + same);
  }

  private static void commitsOnce(String project, List<Entry> entries, List<String> wrong) {
    Set<String> versions = new HashSet<>();
    Set<String> commits = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof ReviewEvent.Committed done) {
        if (!versions.add(done.file() + ":" + done.attempt()) || !commits.add(done.commit())) {
          wrong.add(project + " has a version committed twice, at seq " + entry.seq());
        }
      }
    }
  }

  private static void kept(
      String project, List<String> lines, AcknowledgedEvents promises, List<String> wrong) {
    List<Entry> entries = Disk.entries(project, lines, new ArrayList<>());
    List<String> specs = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    boolean forked = false;
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.FeatureRequested asked) {
        specs.add(asked.spec());
      } else if (entry.event() instanceof Event.HintGiven hint) {
        hints.add(hint.text());
      }
      forked |= entry.event() instanceof Event.ForkHealed;
    }
    promises.specs(project).stream()
        .filter(spec -> !specs.contains(spec))
        .forEach(spec -> wrong.add(project + " has lost an acknowledged spec: " + spec));
    promises.hints(project).stream()
        .filter(hint -> !hints.contains(hint))
        .forEach(hint -> wrong.add(project + " has lost an acknowledged hint: " + hint));
    if (!forked) {
      Set<String> all = new HashSet<>(lines);
      promises.lines(project).stream()
          .filter(line -> !all.contains(line))
          .forEach(line -> wrong.add(project + " has lost an event that was shown: " + line));
    }
  }

  private static void statuses(Fleet fleet, String project, List<String> wrong) {
    Set<String> said = new HashSet<>();
    fleet.boards().forEach(board -> said.add(Fleet.status(board, project)));
    if (said.size() != 1) {
      wrong.add(project + " is " + said + " by turns, as the nodes tell it");
    }
  }

  /** The same commits and trees in a clone from each. */
  private static void repositories(Fleet fleet, String project, List<String> wrong) {
    Set<List<String>> histories = new HashSet<>();
    for (Board board : fleet.boards()) {
      histories.add(cloned(board, project));
    }
    if (histories.size() != 1) {
      wrong.add(project + " has different commits when cloned: " + histories);
    } else if (histories.iterator().next().stream().anyMatch(line -> line.contains("fatal"))) {
      wrong.add(project + " cannot be cloned: " + histories);
    }
  }

  private static List<String> cloned(Board board, String project) {
    Path folder;
    try {
      folder = Files.createTempDirectory("atelier-clone-");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    try {
      String into = folder.resolve("clone.git").toString();
      Shell.Ended cloned =
          Shell.tried("", "git", "clone", "-q", "--bare", board.gitUrl(project), into);
      return cloned.exit() == 0
          ? Shell.tried("", "git", "-C", into, "log", "--format=%H %T").lines()
          : List.of("fatal on " + board.name() + ": " + cloned.output());
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void models(Fleet fleet, List<String> wrong) {
    for (Board board : fleet.boards()) {
      if (board.model().mostAtOnce() > 1) {
        wrong.add("the one slot of " + board.name() + " was given "
            + board.model().mostAtOnce() + " answers at once");
      }
    }
  }
}
