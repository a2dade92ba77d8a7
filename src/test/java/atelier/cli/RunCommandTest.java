package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.FilePlan;
import atelier.event.LiveMessage;
import atelier.event.Usage;
import atelier.llm.Llm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  private static final Event READY =
      new Event.InfraReady(List.of("m"), List.of(), "bubblewrap", 3, false);
  private static final Event PLAN = new Event.BlueprintReady(
      new Blueprint(
          "A shop",
          List.of("one till"),
          List.of(new FilePlan("shop.py", "sells", List.of(), "")),
          List.of(),
          List.of()),
      Usage.NONE);
  private static final Event SUCCEEDED = new Event.ProjectFinished("succeeded", "", 0);

  @TempDir
  Path folder;

  private CommandHarness desk;

  @BeforeEach
  void sitDown() {
    desk = new CommandHarness(folder);
  }

  @Test
  void tellsTheStoryAndWhereTheRepositoryIs() {
    desk.node.afterRequest.addAll(List.of(READY, PLAN, SUCCEEDED));

    var code = desk.type("run", "a shop", "--project", "shop");

    assertThat(code).isZero();
    assertThat(desk.out())
        .containsSubsequence(
            "✨ Agent [architect] joined Atelier for shop",
            "📐 Architect: Designing system for: a shop",
            "📐 Architect: Blueprint ready with 1 file.",
            "✅ Project completed successfully!",
            "Repository: /data/projects/shop");
    assertThat(desk.out()).doesNotContain("\u001b").doesNotContain("\r");
    assertThat(desk.err()).isEmpty();
    assertThat(desk.onlyProject).isEqualTo("shop");
    assertThat(desk.node.calls).containsExactly("request shop a shop false", "close");
  }

  @Test
  void makesAnIdUpFromTheSpecsFirstWords() {
    desk.node.afterRequest.add(SUCCEEDED);

    desk.type("run", "A café for managing TODOs & more words");

    assertThat(desk.onlyProject).matches("cafe-for-managing-todos-[0-9a-z]{4}");
  }

  @Test
  void printsNothingButJournalLinesForJson() {
    desk.node.afterRequest.addAll(List.of(READY, SUCCEEDED));

    var code = desk.type("run", "a shop", "--project", "shop", "--json");

    assertThat(code).isZero();
    assertThat(desk.out().lines()).hasSize(3).allSatisfy(EventCodec::decode);
    assertThat(desk.err()).contains("Project completed successfully");
  }

  @ParameterizedTest
  @CsvSource({"failed, failed: no way", "unverified, ended unverified: no way"})
  void exitsWithOneWhereItDidNotSucceed(String status, String words) {
    desk.node.afterRequest.addAll(List.of(READY, new Event.ProjectFinished(status, "no way", 0)));

    assertThat(desk.type("run", "a shop", "--project", "shop")).isEqualTo(1);
    assertThat(desk.out()).contains(words).contains("/data/projects/shop");
    assertThat(desk.out().toLowerCase(Locale.ROOT)).doesNotContain("success");
  }

  @Test
  void exitsWithOneAndTheReasonWhereAnAgentSurrendered() {
    desk.node.afterRequest.addAll(List.of(
        READY,
        new Event.AgentSurrender("shop.py", 4, "the same fault again"),
        new Event.Paused("surrender", "shop.py needs a hint")));

    assertThat(desk.type("run", "a shop", "--project", "shop")).isEqualTo(1);
    assertThat(desk.out())
        .contains("Gave up on shop.py after 4 attempts: the same fault again")
        .contains("shop.py needs a hint")
        .contains("atelier run --project shop");
  }

  @Test
  void exitsWithThreeAndThreeWaysOutWhereNoModelAnswers() {
    desk.node.health = List.of(new Llm.Health(
        "m:7b", "http://localhost:11434", false, "nobody listens", "ollama pull m:7b"));
    desk.node.afterRequest.add(new Event.InfraError("no model answers", "ollama pull m:7b"));

    assertThat(desk.type("run", "a shop", "--project", "shop")).isEqualTo(3);
    assertThat(desk.out())
        .contains("ollama serve", "ollama pull m:7b", "ANTHROPIC_API_KEY", "OPENAI_API_KEY")
        .contains("atelier rehearse");
  }

  @Test
  void exitsWithThreeWhereItPausedForItsInfrastructure() {
    desk.node.afterRequest.addAll(
        List.of(READY, new Event.Paused("infrastructure", "the model went away")));

    assertThat(desk.type("run", "a shop", "--project", "shop")).isEqualTo(3);
  }

  @Test
  void saysHowToGoOnWhenItIsInterrupted() {
    desk.node.whenRequested = () -> desk.interrupt.run();

    assertThat(desk.type("run", "a shop", "--project", "shop", "--data", "d")).isEqualTo(130);
    assertThat(desk.out())
        .contains("Nothing is lost")
        .contains("atelier run --project shop --data " + folder.resolve("d"));
    assertThat(desk.node.calls).endsWith("close");
  }

  @ParameterizedTest
  @CsvSource({"y, approve shop, 0", "n, cancel shop, 1"})
  void asksBeforeItBuilds(String answer, String call, int code) {
    desk.terminal = true;
    desk.input = (answer + "\n").getBytes(StandardCharsets.UTF_8);
    desk.node.afterRequest.addAll(List.of(READY, PLAN, new Event.ApprovalRequested()));
    desk.node.afterApproval.add(SUCCEEDED);

    assertThat(desk.type("run", "a shop", "--project", "shop", "--ask")).isEqualTo(code);
    assertThat(desk.out()).contains("A shop", "assumes: one till", "shop.py", "[y/n]");
    assertThat(desk.node.calls).contains("request shop a shop true", call);
  }

  @Test
  void clonesAndRecordsWhatWasAskedFor() {
    desk.node.afterRequest.add(SUCCEEDED);
    var script = folder.resolve("script.json");

    var code = desk.type("run", "x", "--out", "clone", "--record", script.toString());

    assertThat(code).isZero();
    assertThat(folder.resolve("clone/MANIFEST.md")).exists();
    assertThat(script).hasContent("recorded");
  }

  @Test
  void refusesToCloneIntoAFolderThatHoldsSomething() throws IOException {
    Files.createDirectories(folder.resolve("clone"));
    Files.writeString(folder.resolve("clone/mine.txt"), "mine");

    assertThat(desk.type("run", "x", "--out", "clone")).isEqualTo(2);
    assertThat(desk.err()).contains("clone", "not empty");
    assertThat(desk.node.calls).isEmpty();
  }

  @Test
  void readsTheSpecFromAFileOrStandardInput() throws IOException {
    desk.node.afterRequest.add(SUCCEEDED);
    Files.writeString(folder.resolve("spec.md"), "from a file\n");
    desk.input = "from a pipe\n".getBytes(StandardCharsets.UTF_8);

    assertThat(desk.type("run", "-f", "spec.md", "--project", "a")).isZero();
    assertThat(desk.type("run", "-", "--project", "b")).isZero();

    assertThat(desk.node.calls)
        .contains("request a from a file false", "request b from a pipe false");
  }

  @Test
  void showsProgressAndColoursOnATerminalOnly() {
    desk.terminal = true;
    desk.node.passing.add(new LiveMessage("progress", "shop", "n", "writer", "shop.py", 42, ""));
    desk.node.afterRequest.addAll(List.of(READY, SUCCEEDED));

    desk.type("run", "a shop", "--project", "shop");
    assertThat(desk.out()).contains("shop.py 42 tokens").contains("\u001b[32m✅");

    desk.environment.put("NO_COLOR", "1");
    desk.type("run", "a shop", "--project", "shop2");
    assertThat(desk.out()).doesNotContain("\u001b[32m");
  }

  @Test
  void letsNoModelSteerTheTerminal() {
    desk.node.afterRequest.addAll(List.of(
        READY,
        new Event.Committed("a\u001b[2J.py", 1, "c", "evil\u001b]0;x\u0007\u202e", "a"),
        SUCCEEDED));

    desk.type("run", "a shop", "--project", "shop");

    assertThat(desk.out()).doesNotContain("\u001b", "\u0007", "\u202e").contains("evil");
  }

  @Test
  void saysWhyANodeCannotStartAndShowsNoStackTrace() {
    desk.refusal = new IllegalStateException("another Atelier uses this data folder");

    assertThat(desk.type("run", "x")).isNotZero();
    assertThat(desk.err())
        .contains("another Atelier uses this data folder")
        .doesNotContain("\tat ");

    desk.type("run", "x", "-v");
    assertThat(desk.err()).contains("\tat ");
  }
}
