package atelier.llm;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.Secret;
import atelier.config.Settings.Model;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RehearsalTest {
  private final Vertx vertx = Vertx.vertx();

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private Llm rehearsal(String script) {
    return Rehearsal.create(
        vertx,
        new Model(
            "rehearsal", "rehearsal", "", 1, 0, Duration.ZERO, Duration.ZERO, Secret.NONE, script));
  }

  private static Prompt prompt(String role, String file, int attempt) {
    return new Prompt("p", role, Purpose.WRITE, file, attempt, "", "", "", null, 1, 0, 0, false);
  }

  @Test
  void streamsAnswersFromTheBuiltInScript() {
    List<String> receivedTexts = new ArrayList<>();

    Completion completion = await(rehearsal("")
        .complete(prompt("writer", "store.py", 1), (tokens, text) -> receivedTexts.add(text)));

    assertThat(completion.text()).startsWith("Commit: ").contains("class Store");
    assertThat(receivedTexts).hasSizeGreaterThan(2).last().isEqualTo(completion.text());
  }

  @Test
  void reportsWhichAnswerIsMissingFromAScript() {
    assertThatThrownBy(
            () -> await(rehearsal("").complete(prompt("writer", "no.py", 9), Llm.Progress.NONE)))
        .isInstanceOf(LlmFailure.class)
        .hasMessageContaining("writer write no.py, attempt 9");
  }

  @Test
  void replaysRecordedAnswers() throws Exception {
    Recording recording = new Recording(rehearsal(""));
    Completion first =
        await(recording.complete(prompt("writer", "store.py", 1), Llm.Progress.NONE));
    Path script = folder.resolve("script.yaml");

    Files.writeString(script, recording.toScript("a spec: \"quoted\"").toYaml());

    assertThat(await(rehearsal(script.toString())
                .complete(prompt("writer", "store.py", 1), Llm.Progress.NONE))
            .text())
        .isEqualTo(first.text());
  }

  @Test
  void reportsAnInvalidScript() throws Exception {
    Path script = Files.writeString(folder.resolve("bad.yaml"), "answers: 7\n");

    assertThatThrownBy(() -> rehearsal(script.toString())).hasMessageContaining("bad.yaml");
    assertThatThrownBy(() -> rehearsal("none.yaml")).hasMessageContaining("none.yaml");
  }
}
