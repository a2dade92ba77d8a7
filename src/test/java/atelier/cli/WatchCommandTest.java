package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Watching a project until it ends, needs input, or the user interrupts. */
final class WatchCommandTest extends RemoteCommandsFixture {
  /** Runs a command in the background. */
  private CompletableFuture<Integer> runAsync(String... args) {
    return CompletableFuture.supplyAsync(() -> run(args));
  }

  private void awaitOutput(String text) {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!harness.out().contains(text)) {
      assertThat(System.nanoTime()).as(text + " in " + harness.out()).isLessThan(endNs);
      Thread.onSpinWait();
    }
  }

  private static int exitCode(CompletableFuture<Integer> command) throws Exception {
    return command.get(30, TimeUnit.SECONDS);
  }

  @Test
  void watchReportsEventsUntilTheProjectEnds() throws Exception {
    run("submit", "a shop", "--id", "shop");
    var watching = runAsync("watch", "shop");
    awaitOutput("Designing system for: a shop");
    awaitOutput("waiting in the queue");
    webHarness.appendAndAwait("shop", READY);
    awaitOutput("Infrastructure is healthy");
    webHarness.post("/api/projects/shop/cancel", "{\"reason\":\"enough\"}");

    assertThat(exitCode(watching)).isEqualTo(1);
    assertThat(harness.out()).contains("Cancelled: enough", "git clone");
    assertThat(harness.err()).isEmpty();
    assertThat(run("watch", "shop", "--after", "2", "--json")).isEqualTo(1);
    assertThat(harness.out().lines()).singleElement().asString().contains("\"seq\":3");
    assertThat(harness.err()).contains("Cancelled: enough");
  }

  @Test
  void watchEndsIfTheProjectNeedsInput() throws Exception {
    run("submit", "a shop", "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
    var watching = runAsync("watch", "shop");
    awaitOutput("Blueprint ready");
    webHarness.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, "no idea"));
    webHarness.appendAndAwait("shop", new Event.Paused("surrender", "a.py: no idea"));

    assertThat(exitCode(watching)).isEqualTo(1);
    assertThat(harness.out()).contains("atelier hint shop a.py");
    assertThat(run("watch", "shop", "--after", "5")).isEqualTo(1);
    assertThat(harness.out())
        .contains("needs your input. Give a hint")
        .doesNotContain("Blueprint ready");
  }

  @Test
  void watchEndsIfNoModelIsAvailable() throws Exception {
    run("submit", "a shop", "--id", "shop");
    for (int i = 0; i < 5; i++) {
      webHarness.appendAndAwait("shop", new Event.InfraError("no model", "start one"));
    }
    webHarness.appendAndAwait("shop", new Event.Paused("infrastructure", "no model"));

    assertThat(run("watch", "shop")).isEqualTo(3);
  }

  @Test
  void ctrlCStopsWatchingButNotTheProject() throws Exception {
    var watching = runAsync("submit", "a shop", "--id", "shop", "--watch");
    awaitOutput("waiting in the queue");
    harness.interrupt.run();

    assertThat(exitCode(watching)).isEqualTo(130);
    assertThat(harness.out()).contains("keeps running", "atelier watch shop --after 1");
    assertThat(webHarness.get("/api/projects/shop").body()).contains("\"queued\"");
  }

  @Test
  void aFeatureRequestIsWatchedFromItsOwnStart() throws Exception {
    run("submit", "a shop", "--id", "shop");
    webHarness.post("/api/projects/shop/cancel", "{\"reason\":\"enough\"}");
    var watching = runAsync("submit", "a bar", "--feature", "shop", "--watch");
    awaitOutput("Designing system for: a bar");
    webHarness.post("/api/projects/shop/cancel", "{\"reason\":\"that too\"}");

    assertThat(exitCode(watching)).isEqualTo(1);
    assertThat(harness.out()).contains("that too").doesNotContain("enough");
  }
}
