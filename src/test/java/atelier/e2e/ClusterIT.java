package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AcknowledgedEvents;
import atelier.rig.Board;
import atelier.rig.Eventually;
import atelier.rig.Fleet;
import atelier.rig.NodeHttp;
import atelier.rig.TestNetwork;
import atelier.rig.Verdict;
import atelier.rig.model.ScriptedProjects;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes as one studio, real processes, treated badly: on network namespaces as root, on
 * loopback otherwise. Each test leaves the cluster whole. The long form is {@code scripts/soak}.
 */
final class ClusterIT {
  private static final long SEED = Long.getLong("seed", 20_261_126L);
  private static final int MEAN_MS = 300;
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Duration NOTICED = Duration.ofSeconds(30);

  @TempDir
  private static Path folder;

  private static Fleet fleet;
  private final AcknowledgedEvents promises = new AcknowledgedEvents();

  @BeforeAll
  static void start() throws Exception {
    fleet = Fleet.of(TestNetwork.of(3), 3, folder, ScriptedProjects::checked, MEAN_MS, SEED);
    fleet.start();
  }

  @AfterAll
  static void stop() throws Exception {
    fleet.close();
  }

  @BeforeEach
  void mendWhatATestLeftBroken() {
    setTogether();
  }

  private void submit(Board board, String id) {
    String spec = "a small thing called " + id;
    NodeHttp.Answer answer = Fleet.submit(board, id, spec);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    promises.spec(id, spec);
  }

  private static void awaitStatus(Board board, String id, String status) {
    Eventually.holds(
        () -> id + " " + status + " on " + board.name() + ", it is " + Fleet.project(board, id)
            + fleet.logs(),
        MINUTE,
        () -> Fleet.status(board, id).equals(status));
  }

  private static void awaitEvents(Board board, String id, int number) {
    Eventually.holds(
        () -> number + " events of " + id + " on " + board.name() + fleet.logs(),
        MINUTE,
        () -> Fleet.project(board, id).path("seq").asInt() >= number);
  }

  private void assertOneHistory() {
    Verdict verdict = Verdict.within(Duration.ofSeconds(20), fleet, promises);
    assertThat(verdict.violations()).as("seed %d", SEED).isEmpty();
  }

  @Test
  void aProjectIsTheSameOnEveryNode() {
    submit(fleet.board(0), "plain");
    fleet.boards().forEach(board -> awaitStatus(board, "plain", "succeeded"));
    assertOneHistory();
  }

  @Test
  void itGoesOnWhenTheNodeThatConductsItIsKilled() {
    submit(fleet.board(0), "orphan");
    awaitEvents(fleet.board(0), "orphan", 8);
    Board conductor = fleet.conductor(fleet.board(0), "orphan");
    conductor.kill();
    awaitStatus(fleet.others(conductor).get(0), "orphan", "succeeded");
    fleet.start(conductor);
    fleet.awaitTogether(MINUTE);
    assertOneHistory();
  }

  @Test
  void aWishIsGrantedWhicheverNodeIsAsked() {
    submit(fleet.board(0), "wishes");
    Board conductor = fleet.conductor(fleet.board(0), "wishes");
    Board other = fleet.others(conductor).get(0);
    NodeHttp.Answer more =
        other.http().post("/api/projects/wishes/features", Map.of("spec", "and also this"));
    assertThat(more.status()).as(more.text()).isEqualTo(202);
    promises.spec("wishes", "and also this");
    awaitStatus(fleet.others(conductor).get(1), "wishes", "succeeded");
    Eventually.holds(
        "the second feature's file",
        MINUTE,
        () -> Fleet.project(other, "wishes").toString().contains("notes-2.md")
            && Fleet.status(other, "wishes").equals("succeeded"));
    assertOneHistory();
  }

  @Test
  void aMinorityRefusesWithWordsAndTakesItWhenTheOthersAreBack() {
    Board alone = fleet.board(2);
    setAlone(alone);
    Eventually.holds("a lost majority", NOTICED, () -> Fleet.present(alone) == 1);
    NodeHttp.Answer refused = Fleet.submit(alone, "minority", "a small thing");
    assertThat(refused.status()).as(refused.text()).isEqualTo(503);
    assertThat(refused.detail()).contains("1 of 3 nodes are here", "2 must be");
    if (fleet.lan().canCut()) {
      submit(fleet.board(0), "majority");
      awaitStatus(fleet.board(1), "majority", "succeeded");
    }
    setTogether();
    submit(alone, "minority");
    awaitStatus(fleet.board(0), "minority", "succeeded");
    assertOneHistory();
  }

  private static void setAlone(Board alone) {
    for (Board other : fleet.others(alone)) {
      if (fleet.lan().canCut()) {
        fleet.lan().part(alone.number(), other.number());
      } else {
        other.kill();
      }
    }
  }

  private static void setTogether() {
    if (fleet.lan().canCut()) {
      fleet.lan().heal();
    }
    fleet.boards().stream().filter(board -> !board.isRunning()).forEach(fleet::start);
    fleet.awaitTogether(MINUTE);
  }

  @Test
  void allAreKilledAtOnceAndOneComesBackWithAnEmptyDisk() {
    submit(fleet.board(0), "power-cut");
    awaitEvents(fleet.board(0), "power-cut", 8);
    fleet.boards().forEach(Board::kill);
    fleet.board(1).wipe();
    fleet.start(fleet.board(2));
    fleet.start(fleet.board(1));
    fleet.start(fleet.board(0));
    fleet.awaitTogether(MINUTE);
    fleet.boards().forEach(board -> awaitStatus(board, "power-cut", "succeeded"));
    assertOneHistory();
  }

  @Test
  void nothingFailsWhenNodesAreStartedAnewOneAfterTheOther() {
    List<String> ids = List.of("roll-1", "roll-2", "roll-3", "roll-4");
    for (int i = 0; i < ids.size(); i++) {
      submit(fleet.board(i % 3), ids.get(i));
    }
    for (Board board : fleet.boards()) {
      board.terminate();
      fleet.start(board);
      fleet.awaitTogether(MINUTE);
    }
    ids.forEach(id -> awaitStatus(fleet.board(0), id, "succeeded"));
    assertOneHistory();
    for (String id : ids) {
      assertThat(fleet
              .board(0)
              .http()
              .get("/api/projects/" + id + "/events?limit=1000")
              .text())
          .doesNotContain("\"type\":\"task_failed\"", "\"type\":\"paused\"");
    }
  }
}
