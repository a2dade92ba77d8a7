package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AcknowledgedEvents;
import atelier.rig.Board;
import atelier.rig.Eventually;
import atelier.rig.Fleet;
import atelier.rig.TestNetwork;
import atelier.rig.Verdict;
import atelier.rig.model.ScriptedProjects;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that become one cluster, or must not. */
final class JoiningIT {
  private static final Duration MINUTE = Duration.ofSeconds(60);

  @TempDir
  private Path folder;

  private Fleet two() throws Exception {
    return Fleet.of(TestNetwork.loopback(2), 2, folder, ScriptedProjects::checked, 100, 1);
  }

  @Test
  void twoStudiosWithAProjectOfTheSameIdBecomeOneWithBothSpecs() throws Exception {
    AcknowledgedEvents promises = new AcknowledgedEvents();
    try (Fleet fleet = two()) {
      for (Board board : fleet.boards()) {
        String spec = "what " + board.name() + " was asked for";
        fleet.start(board, "cluster.enabled=false");
        Eventually.holds(
            board.name() + " up",
            MINUTE,
            () -> board.http().get("/health/ready").isGood());
        assertThat(Fleet.submit(board, "twin", spec).status()).isEqualTo(202);
        promises.spec("twin", spec);
        Eventually.holds(
            () -> board.name() + " done: " + board.said(),
            MINUTE,
            () -> Fleet.status(board, "twin").equals("succeeded"));
        board.terminate();
      }
      fleet.start();
      for (Board board : fleet.boards()) {
        Eventually.holds(
            () -> "one history on " + board.name() + ": " + Fleet.project(board, "twin")
                + fleet.logs(),
            MINUTE,
            () -> told(board).contains("fork_healed")
                && Fleet.status(board, "twin").equals("succeeded"));
      }
      Verdict verdict = Verdict.within(Duration.ofSeconds(20), fleet, promises);
      assertThat(verdict.violations()).isEmpty();
      assertThat(verdict.forks()).isEqualTo(1);
    }
  }

  private static String told(Board board) {
    return board.http().get("/api/projects/twin/events?limit=1000").text();
  }

  @Test
  void aSecondNodeOfTheSameNameIsRefusedWithWords() throws Exception {
    try (Fleet fleet = two()) {
      Board first = fleet.board(0);
      Board second = fleet.board(1);
      fleet.start(first);
      Eventually.holds(
          "the first", MINUTE, () -> first.http().get("/health/live").isGood());
      fleet.start(second, "node=" + first.name());

      assertThat(second.exit()).isNotZero();
      assertThat(second.said())
          .contains("is also named n1: give this node another name with --set node=NAME")
          .doesNotContain("\tat ");
      assertThat(first.isRunning()).isTrue();
    }
  }
}
