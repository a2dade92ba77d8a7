package atelier.bench;

import atelier.rig.Board;
import atelier.rig.Eventually;
import atelier.rig.Fleet;
import atelier.rig.TestNetwork;
import atelier.rig.model.ModelServer.Call;
import atelier.rig.model.ScriptedProjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** How much sooner files are written that do not depend on each other, the more nodes there are. */
final class SpeedUp {
  private static final int NODES = 6;
  private static final int FILES = 24;
  private static final int MANY_FILES = 96;
  private static final int MEAN_MS = 1_000;
  private static final int ROUNDS = 3;

  private SpeedUp() {}

  /** One project: from the first answer's begin to the last one's end, and all of it together. */
  private record Round(double seconds, double busy, double work, double best) {
    double rate() {
      return work / seconds;
    }
  }

  static void measure(Path folder) throws IOException {
    System.out.printf(
        "independent files, %d ms an answer +-50 %%, one slot a node, the median of %d%n",
        MEAN_MS, ROUNDS);
    System.out.println("nodes  files  written in  speed-up  busy  best for these answers");
    double rateOfOne = 0;
    for (int nodes = 1; nodes <= NODES; nodes++) {
      Round median = median(nodes, FILES, folder);
      rateOfOne = nodes == 1 ? median.rate() : rateOfOne;
      tell(nodes, FILES, median, rateOfOne);
    }
    // Few files leave slots empty at the end, by chance; of many that is a small part.
    tell(NODES, MANY_FILES, median(NODES, MANY_FILES, folder), rateOfOne);
  }

  private static void tell(int nodes, int files, Round round, double rateOfOne) {
    System.out.printf(
        "%5d  %5d  %8.2f s  %7.2fx  %3.0f%%  %.2fx%n",
        nodes,
        files,
        round.seconds(),
        round.rate() / rateOfOne,
        100 * round.busy(),
        round.work() / round.best());
  }

  private static Round median(int nodes, int files, Path folder) throws IOException {
    try (Fleet fleet = Fleet.of(
        TestNetwork.of(nodes),
        nodes,
        folder.resolve(nodes + "-" + files),
        ScriptedProjects.independent(files),
        MEAN_MS,
        7)) {
      fleet.start();
      round(fleet, "warm-up", files);
      List<Round> rounds = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(round(fleet, "measured-" + i, files));
      }
      rounds.sort(Comparator.comparingDouble(Round::rate));
      return rounds.get(ROUNDS / 2);
    }
  }

  private static Round round(Fleet fleet, String id, int files) {
    Board board = fleet.board(0);
    var answer = Fleet.submit(board, id, files + " notes");
    if (!answer.isGood()) {
      throw new IllegalStateException(answer.text());
    }
    Eventually.holds(
        () -> id + " at its end: " + Fleet.project(board, id),
        Duration.ofMinutes(3),
        () -> Fleet.isEnd(Fleet.status(board, id)));
    List<Call> calls = fleet.boards().stream()
        .flatMap(one -> one.model().calls().stream())
        .filter(call -> call.project().equals(id) && call.role().equals("writer"))
        .sorted(Comparator.comparingLong(Call::begunNs))
        .toList();
    if (calls.size() != files) {
      throw new IllegalStateException(calls.size() + " answers for " + files + " files");
    }
    List<Double> took =
        calls.stream().map(one -> (one.endedNs() - one.begunNs()) / 1e9).toList();
    double work = took.stream().mapToDouble(Double::doubleValue).sum();
    double seconds = (Collections.max(calls.stream().map(Call::endedNs).toList())
            - calls.get(0).begunNs())
        / 1e9;
    int nodes = fleet.boards().size();
    return new Round(seconds, work / seconds / nodes, work, best(took, nodes));
  }

  /** With no pause between answers, each given to whoever is free first. */
  private static double best(List<Double> took, int nodes) {
    PriorityQueue<Double> freeAt = new PriorityQueue<>(Collections.nCopies(nodes, 0.0));
    double last = 0;
    for (double one : took) {
      double end = freeAt.remove() + one;
      freeAt.add(end);
      last = Math.max(last, end);
    }
    return last;
  }
}
