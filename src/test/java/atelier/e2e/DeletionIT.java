package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AtelierProcess;
import atelier.rig.AtelierProcess.Ended;
import atelier.rig.GitCommand;
import atelier.rig.ServedNode;
import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.MoveScript;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A further request moves files: the old ones go from the plan, the tree, Git and the page. */
@Timeout(180)
final class DeletionIT {
  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  @TempDir
  private Path folder;

  private static List<String> paths(JsonNode project) {
    return project
        .path("files")
        .valueStream()
        .map(file -> file.path("path").asString())
        .toList();
  }

  @Test
  void aMoveLeavesNoOldFiles() throws Exception {
    FakeOllama model = new FakeOllama(MoveScript::answer, 0);
    try (ServedNode node = ServedNode.asking(model, folder)) {
      Ended built = node.type("submit", MoveScript.SPEC, "--id", "calc", "--watch");
      assertThat(built.exit()).as(built.story()).isEqualTo(0);

      Ended moved = approveMove(node);

      assertThat(moved.exit()).as(moved.story()).isEqualTo(0);
      assertThat(moved.story()).contains("deletes calc.py", "GitBot: Deleted calc.py");
      JsonNode shown = node.answer("show", "calc");
      assertThat(shown.path("status").asString()).as(moved.story()).isEqualTo("succeeded");
      assertThat(paths(shown))
          .containsExactlyInAnyOrder("main.py", "app/adder.py", "app/test_adder.py");
      requireRepository(node.data().resolve("projects/calc"));
      requireEvents(moved);
      try (Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
        screen.visit("/projects/calc");
        screen.waitForVisible(".head .badge.is-succeeded");
        FoldAgreement.check(node, screen, "calc");
        screen.assertNoErrors();
      }
    } finally {
      model.close();
    }
  }

  private static Ended approveMove(ServedNode node) throws Exception {
    try (AtelierProcess watching =
        node.begin("submit", "--feature", "calc", MoveScript.MOVE, "--approve", "--watch")) {
      watching.next("approval_requested");
      JsonNode waiting = node.answer("show", "calc");
      assertThat(waiting.at("/blueprint/delete").valueStream().map(JsonNode::asString))
          .containsExactly("calc.py", "test_calc.py");
      assertThat(paths(waiting)).contains("calc.py", "app/adder.py");
      node.answer("approve", "calc");
      return watching.finish();
    }
  }

  private static void requireRepository(Path repository) throws Exception {
    assertThat(repository.resolve("calc.py")).doesNotExist();
    assertThat(repository.resolve("test_calc.py")).doesNotExist();
    assertThat(repository.resolve("app/adder.py")).exists();
    assertThat(GitCommand.lines(repository, "status", "--porcelain")).isEmpty();
    assertThat(GitCommand.lines(repository, "ls-files"))
        .containsExactlyInAnyOrder(
            "LESSONS_LEARNED.md", "MANIFEST.md", "app/adder.py", "app/test_adder.py", "main.py");
    assertThat(GitCommand.lines(repository, "log", "--diff-filter=D", "--format=%s"))
        .containsExactly("Delete calc.py, test_calc.py");
    assertThat(GitCommand.lines(repository, "log", "--diff-filter=D", "--name-only", "--format="))
        .containsExactly("calc.py", "test_calc.py");
  }

  private static void requireEvents(Ended moved) {
    List<JsonNode> withdrawn = moved.of("example_withdrawn").toList();
    assertThat(withdrawn).hasSize(1);
    assertThat(withdrawn.get(0).at("/data/reason").asString()).contains("was deleted: calc.py");
    assertThat(moved.of("validation_failed"))
        .as("main.py still imports what is gone")
        .extracting(event -> event.path("file").asString())
        .containsExactly("main.py");
    assertThat(moved.of("paused")).isEmpty();
  }
}
