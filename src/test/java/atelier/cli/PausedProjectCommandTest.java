package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands about a project that is paused, and about features that are queued behind it. */
final class PausedProjectCommandTest extends RemoteCommandsFixture {
  private static final String REASON =
      "check \"unit\" fails, and the cause could not be traced to a file: the check itself may be"
          + " wrong\n`python3 -m pytest`: exit 1\nNo module named pytest";

  @BeforeEach
  void pause() {
    run("submit", "a shop", "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
    webHarness.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, REASON));
    webHarness.appendAndAwait("shop", new Event.Paused("surrender", "a.py: " + REASON));
  }

  @Test
  void showPrintsTheReasonAndCommandsThatWorkAsPrinted() throws Exception {
    assertThat(run("show", "shop")).isEqualTo(0);
    assertThat(harness.out().lines())
        .contains(
            "   │ `python3 -m pytest`: exit 1",
            "   │ No module named pytest",
            "   atelier hint shop a.py \"TEXT\"",
            "   atelier retry shop",
            "   atelier show shop --blueprint > plan.json",
            "   atelier approve shop -f plan.json",
            "   atelier cancel shop");

    run("show", "shop", "--blueprint");
    Files.writeString(folder.resolve("plan.json"), harness.out());
    assertThat(run("approve", "shop", "-f", "plan.json")).isEqualTo(0);
    assertThat(harness.out()).contains("shop is running");
  }

  @Test
  void approvePrintsAllReasonsAgainstAPlan() throws Exception {
    Files.writeString(
        folder.resolve("plan.json"),
        "{\"files\": [], \"checks\": [{\"name\": \"a\"}], \"examples\": [{\"name\": \"e\"}]}");

    assertThat(run("approve", "shop", "-f", "plan.json")).isEqualTo(2);
    assertThat(harness.err())
        .contains("check 1 has no command", "\"files\" is empty", "the examples are not valid");
  }

  @Test
  void submitSaysWhatAFeatureIsQueuedBehind() {
    assertThat(run("submit", "sell tea", "--feature", "shop")).isEqualTo(0);
    assertThat(harness.out())
        .contains("queued behind a feature that is paused", "atelier retry shop");
    run("show", "shop");
    assertThat(harness.out()).contains("queued: sell tea", "queued behind a feature");
  }

  @Test
  void cancelNeedsADecisionAboutQueuedFeaturesWithoutATerminal() {
    run("submit", "sell tea", "--feature", "shop");

    assertThat(run("cancel", "shop")).isEqualTo(2);
    assertThat(harness.err()).contains("\"sell tea\"", "--queued run", "--queued cancel");
    assertThat(run("cancel", "shop", "--queued", "keep")).isEqualTo(2);
    assertThat(run("cancel", "shop", "--queued", "run")).isEqualTo(0);
    assertThat(harness.out()).contains("shop is queued");
    assertThat(run("cancel", "shop")).isEqualTo(0);
    assertThat(harness.out()).contains("shop is cancelled");
  }

  @Test
  void cancelAsksOnATerminalUntilItIsAnswered() {
    run("submit", "sell tea", "--feature", "shop");
    harness.terminal = true;
    harness.standardInput = "perhaps\nn\n".getBytes(StandardCharsets.UTF_8);

    assertThat(run("cancel", "shop")).isEqualTo(0);

    assertThat(harness.out()).contains("queued: sell tea", "shop is cancelled");
    assertThat(harness.out().split("\\[y/n]")).hasSize(3);
    assertThat(webHarness.get("/api/projects/shop/events").body())
        .contains("\"dropped\":[\"sell tea\"]");
  }

  @Test
  void cancelWithoutAnAnswerCancelsNothing() {
    run("submit", "sell tea", "--feature", "shop");
    harness.terminal = true;

    assertThat(run("cancel", "shop")).isEqualTo(2);

    assertThat(harness.err()).contains("nothing was cancelled");
    assertThat(webHarness.get("/api/projects/shop").body()).contains("\"status\":\"paused\"");
  }
}
