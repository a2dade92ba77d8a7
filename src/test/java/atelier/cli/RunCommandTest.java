package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.FilePlan;
import atelier.event.LiveMessage;
import atelier.event.ReviewEvent;
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
  private static final Event SUCCEEDED = new Event.ProjectFinished("succeeded", "", 0, "");

  @TempDir
  Path folder;

  private CommandHarness harness;

  @BeforeEach
  void setUp() {
    harness = new CommandHarness(folder);
  }

  @Test
  void printsTheEventsAndTheRepository() {
    harness.node.afterRequest.addAll(List.of(READY, PLAN, SUCCEEDED));

    var code = harness.run("run", "a shop", "--project", "shop");

    assertThat(code).isZero();
    assertThat(harness.out())
        .containsSubsequence(
            "✨ Agent [architect] joined Atelier for shop",
            "📐 Architect: Designing system for: a shop",
            "📐 Architect: Blueprint ready with 1 file.",
            "✅ Project completed successfully!",
            "Repository: /data/projects/shop");
    assertThat(harness.out()).doesNotContain("\u001b").doesNotContain("\r");
    assertThat(harness.err()).isEmpty();
    assertThat(harness.onlyProject).isEqualTo("shop");
    assertThat(harness.node.calls).containsExactly("request shop a shop false", "close");
  }

  @Test
  void generatesAnIdFromTheFirstWordsOfTheSpec() {
    harness.node.afterRequest.add(SUCCEEDED);

    harness.run("run", "A café for managing TODOs & more words");

    assertThat(harness.onlyProject).matches("cafe-for-managing-todos-[0-9a-z]{4}");
  }

  @Test
  void printsNothingButJournalLinesForJson() {
    harness.node.afterRequest.addAll(List.of(READY, SUCCEEDED));

    var code = harness.run("run", "a shop", "--project", "shop", "--json");

    assertThat(code).isZero();
    assertThat(harness.out().lines()).hasSize(3).allSatisfy(EventCodec::decode);
    assertThat(harness.err()).contains("Project completed successfully");
  }

  @ParameterizedTest
  @CsvSource({"failed, failed: no way", "unverified, ended unverified: no way"})
  void exitsWithOneIfTheProjectDidNotSucceed(String status, String message) {
    harness.node.afterRequest.addAll(
        List.of(READY, new Event.ProjectFinished(status, "no way", 0, "")));

    assertThat(harness.run("run", "a shop", "--project", "shop")).isEqualTo(1);
    assertThat(harness.out()).contains(message).contains("/data/projects/shop");
    assertThat(harness.out().toLowerCase(Locale.ROOT)).doesNotContain("success");
  }

  @Test
  void exitsWithOneAndTheReasonIfAnAgentGaveUp() {
    harness.node.afterRequest.addAll(List.of(
        READY,
        new Event.AgentSurrender("shop.py", 4, "the same fault again"),
        new Event.Paused("surrender", "shop.py needs a hint")));

    assertThat(harness.run("run", "a shop", "--project", "shop")).isEqualTo(1);
    assertThat(harness.out())
        .contains("Gave up on shop.py after 4 attempts: the same fault again")
        .contains("shop.py needs a hint")
        .contains("atelier run --project shop");
  }

  @Test
  void exitsWithThreeAndSuggestionsIfNoModelIsAvailable() {
    harness.node.health = List.of(new Llm.Health(
        "m:7b", "http://localhost:11434", false, "nobody listens", "ollama pull m:7b"));
    harness.node.afterRequest.add(new Event.InfraError("no model answers", "ollama pull m:7b"));

    assertThat(harness.run("run", "a shop", "--project", "shop")).isEqualTo(3);
    assertThat(harness.out())
        .contains("ollama serve", "ollama pull m:7b", "ANTHROPIC_API_KEY", "OPENAI_API_KEY")
        .contains("atelier rehearse");
  }

  @Test
  void reportsWhatAServerRefusedInsteadOfHowToStartOllama() {
    harness.node.afterRequest.addAll(List.of(
        READY,
        new Event.Paused("infrastructure", "m failed with HTTP status 400: seed is unknown")));

    assertThat(harness.run("run", "a shop", "--project", "shop")).isEqualTo(3);
    assertThat(harness.out())
        .contains("m failed with HTTP status 400: seed is unknown", "atelier config")
        .contains("atelier run --project shop")
        .doesNotContain("ollama", "Start Ollama");
  }

  @Test
  void exitsWithThreeIfPausedForInfrastructure() {
    harness.node.afterRequest.addAll(
        List.of(READY, new Event.Paused("infrastructure", "the model went away")));

    assertThat(harness.run("run", "a shop", "--project", "shop")).isEqualTo(3);
  }

  @Test
  void printsTheResumeCommandIfInterrupted() {
    harness.node.whenRequested = () -> harness.interrupt.run();

    assertThat(harness.run("run", "a shop", "--project", "shop", "--data", "d")).isEqualTo(130);
    assertThat(harness.out())
        .contains("Nothing is lost")
        .contains("atelier run --project shop --data " + folder.resolve("d"));
    assertThat(harness.node.calls).endsWith("close");
  }

  @ParameterizedTest
  @CsvSource({"y, approve shop, 0", "n, cancel shop, 1"})
  void asksForApprovalBeforeBuilding(String answer, String call, int code) {
    harness.terminal = true;
    harness.standardInput = (answer + "\n").getBytes(StandardCharsets.UTF_8);
    harness.node.afterRequest.addAll(List.of(READY, PLAN, new Event.ApprovalRequested()));
    harness.node.afterApproval.add(SUCCEEDED);

    assertThat(harness.run("run", "a shop", "--project", "shop", "--ask")).isEqualTo(code);
    assertThat(harness.out()).contains("A shop", "assumes: one till", "shop.py", "[y/n]");
    assertThat(harness.node.calls).contains("request shop a shop true", call);
  }

  @Test
  void clonesAndRecordsOnRequest() {
    harness.node.afterRequest.add(SUCCEEDED);
    var script = folder.resolve("script.json");

    var code = harness.run("run", "x", "--out", "clone", "--record", script.toString());

    assertThat(code).isZero();
    assertThat(folder.resolve("clone/MANIFEST.md")).exists();
    assertThat(script).hasContent("recorded");
  }

  @Test
  void rejectsANonEmptyCloneFolder() throws IOException {
    Files.createDirectories(folder.resolve("clone"));
    Files.writeString(folder.resolve("clone/mine.txt"), "mine");

    assertThat(harness.run("run", "x", "--out", "clone")).isEqualTo(2);
    assertThat(harness.err()).contains("clone", "not empty");
    assertThat(harness.node.calls).isEmpty();
  }

  @Test
  void readsTheSpecFromAFileOrStandardInput() throws IOException {
    harness.node.afterRequest.add(SUCCEEDED);
    Files.writeString(folder.resolve("spec.md"), "from a file\n");
    harness.standardInput = "from a pipe\n".getBytes(StandardCharsets.UTF_8);

    assertThat(harness.run("run", "-f", "spec.md", "--project", "a")).isZero();
    assertThat(harness.run("run", "-", "--project", "b")).isZero();

    assertThat(harness.node.calls)
        .contains("request a from a file false", "request b from a pipe false");
  }

  @Test
  void showsProgressAndColoursOnATerminalOnly() {
    harness.terminal = true;
    harness.node.liveMessages.add(
        new LiveMessage("progress", "shop", "n", "writer", "shop.py", 42, ""));
    harness.node.afterRequest.addAll(List.of(READY, SUCCEEDED));

    harness.run("run", "a shop", "--project", "shop");
    assertThat(harness.out()).contains("shop.py 42 tokens").contains("\u001b[32m✅");

    harness.environment.put("NO_COLOR", "1");
    harness.run("run", "a shop", "--project", "shop2");
    assertThat(harness.out()).doesNotContain("\u001b[32m");
  }

  @Test
  void removesControlCharactersOfModelOutput() {
    harness.node.afterRequest.addAll(List.of(
        READY,
        new ReviewEvent.Committed("a\u001b[2J.py", 1, "c", "evil\u001b]0;x\u0007\u202e", "a"),
        SUCCEEDED));

    harness.run("run", "a shop", "--project", "shop");

    assertThat(harness.out()).doesNotContain("\u001b", "\u0007", "\u202e").contains("evil");
  }

  @Test
  void reportsAStartFailureWithoutAStackTrace() {
    harness.startFailure = new IllegalStateException("another Atelier uses this data folder");

    assertThat(harness.run("run", "x")).isNotZero();
    assertThat(harness.err())
        .contains("another Atelier uses this data folder")
        .doesNotContain("\tat ");

    harness.run("run", "x", "-v");
    assertThat(harness.err()).contains("\tat ");
  }
}
