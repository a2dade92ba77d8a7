package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AtelierProcess;
import atelier.rig.AtelierProcess.Ended;
import atelier.rig.Eventually;
import atelier.rig.ServedNode;
import atelier.rig.model.ModelServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a model's answer that nobody needs any more. */
@Timeout(120)
final class CancelIT {
  /** Much longer than this test: an answer ends when its connection is closed. */
  private static final long ANSWER_MS = 3_600_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  private Path folder;

  private static ModelServer model() throws Exception {
    return new ModelServer("127.0.0.1", (project, role, file, attempt) -> "", ANSWER_MS, 1);
  }

  private static void awaitCall(ModelServer model, int ended) {
    Eventually.holds(
        "the model is asked again",
        PATIENCE,
        () -> model.calls().size() == ended && model.atOnce() == 1);
  }

  @Test
  void aCancelledProjectClosesTheConnectionAndTheNextOneHasItsSlot() throws Exception {
    try (ModelServer model = model();
        ServedNode node =
            new ServedNode(folder, model.url(), "--set", "llm.slots=1", "--set", "projects=2")) {
      node.answer("submit", "one", "--id", "one");
      awaitCall(model, 0);
      node.answer("submit", "two", "--id", "two");

      node.answer("cancel", "one");
      awaitCall(model, 1);
      node.answer("cancel", "two");
      Eventually.holds("the second is closed too", PATIENCE, () -> model.calls().size() == 2);

      assertThat(model.calls()).extracting(ModelServer.Call::project).containsExactly("one", "two");
      assertThat(model.calls()).noneMatch(ModelServer.Call::whole);
      assertThat(model.mostAtOnce()).isEqualTo(1);
      assertThat(node.status("one")).isEqualTo("cancelled");
      assertThat(node.get("/api/cluster").path("running")).isEmpty();
    }
  }

  @Test
  void anInterruptedRunClosesTheConnection() throws Exception {
    try (ModelServer model = model();
        AtelierProcess run = AtelierProcess.start(
            folder,
            "run",
            "one",
            "--project",
            "one",
            "--json",
            "--data",
            folder.resolve("data").toString(),
            "--set",
            "research.provider=off",
            "--set",
            "llm.endpoint=" + model.url(),
            "--set",
            "llm.model=scripted")) {
      awaitCall(model, 0);

      run.interrupt();

      Ended ended = run.finish();
      assertThat(ended.exit()).isEqualTo(130);
      Eventually.holds("the connection is closed", PATIENCE, () -> model.calls().size() == 1);
      assertThat(model.calls()).noneMatch(ModelServer.Call::whole);
    }
  }
}
