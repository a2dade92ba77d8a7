package atelier.bench;

import atelier.rig.Board;
import atelier.rig.Fleet;
import atelier.rig.TestNetwork;
import atelier.rig.model.ScriptedProjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long a wish takes to be on all disks and acknowledged; nobody works on what is wished. */
final class Appends {
  private static final int WARM_UP = 200;
  private static final int MEASURED = 600;
  private static final String IDLE =
      "roles={environment: 0, architect: 0, researcher: 0, writer: 0,"
          + " validator: 0, auditor: 0, runner: 0, gitbot: 0, clerk: 0, analyst: 0}";

  private Appends() {}

  static void measure(Path folder) throws IOException {
    System.out.println("POST of a project to one node, one after the other, until acknowledged:"
        + " an append by whichever node conducts it, on the disks of all");
    for (int nodes : new int[] {1, 3, 6}) {
      try (Fleet fleet = Fleet.of(
          TestNetwork.of(nodes),
          nodes,
          folder.resolve("of" + nodes),
          ScriptedProjects::checked,
          0,
          7,
          IDLE)) {
        fleet.start();
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
          double ms = wish(fleet.board(0), "wish-" + i);
          if (i >= WARM_UP) {
            took.add(ms);
          }
        }
        Collections.sort(took);
        System.out.printf(
            "%d nodes: p50 %.1f ms, p99 %.1f ms%n",
            nodes, took.get(MEASURED / 2), took.get(MEASURED * 99 / 100));
      }
    }
  }

  private static double wish(Board board, String id) {
    long begunNs = System.nanoTime();
    var answer = Fleet.submit(board, id, "something that nobody will make");
    if (!answer.isGood()) {
      throw new IllegalStateException(answer.text());
    }
    return (System.nanoTime() - begunNs) / 1e6;
  }
}
