package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.web.EndedProject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code verify}. */
final class VerifyCommandTest extends RemoteCommandsFixture {
  private CompletableFuture<Integer> runAsync(String... args) {
    return CompletableFuture.supplyAsync(() -> run(args));
  }

  /** Waits until the node has begun the verification. */
  private void awaitVerifying() {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!webHarness.get("/api/projects/shop").body().contains("\"running\"")) {
      assertThat(System.nanoTime()).as(harness.err()).isLessThan(endNs);
      Thread.onSpinWait();
    }
  }

  private static int exitCode(CompletableFuture<Integer> command) throws Exception {
    return command.get(30, TimeUnit.SECONDS);
  }

  @Test
  void followsTheVerificationAndPrintsTheEvidence() throws Exception {
    EndedProject shop = new EndedProject(webHarness, "shop");
    var verifying = runAsync("verify", "shop");
    awaitVerifying();
    shop.prove();
    webHarness.finish("shop");

    assertThat(exitCode(verifying)).isEqualTo(0);
    assertThat(harness.out())
        .contains("Verifying", "Check passed: unit", "shop is succeeded: 1 check with 3 tests")
        .containsPattern("unit +passed +3 run +2 of 2 +noticed +yes")
        .doesNotContain("Designing");
    assertThat(harness.err()).isEmpty();
  }

  @Test
  void aFailureIsExitCode1AndJsonPrintsTheEvidence() throws Exception {
    EndedProject shop = new EndedProject(webHarness, "shop");
    var verifying = runAsync("verify", "shop", "--json");
    awaitVerifying();
    shop.fail();
    webHarness.finish("shop");

    assertThat(exitCode(verifying)).isEqualTo(1);
    assertThat(harness.out().lines()).hasSize(1);
    JsonNode evidence = JsonMapper.shared().readTree(harness.out());
    assertThat(evidence.path("status").asString()).isEqualTo("failed");
    assertThat(evidence.at("/checks/0/status").asString()).isEqualTo("failed");
    assertThat(harness.err()).contains("Check failed: unit", "verification: check \"unit\" failed");
  }

  @Test
  void endsBeforeAFeatureThatArrivedMeanwhile() throws Exception {
    EndedProject shop = new EndedProject(webHarness, "shop");
    var verifying = runAsync("verify", "shop");
    awaitVerifying();
    webHarness.post("/api/projects/shop/features", "{\"spec\":\"and more\"}");
    shop.prove();
    webHarness.finish("shop");

    assertThat(exitCode(verifying)).isEqualTo(0);
  }

  @Test
  void isRefusedWhileTheProjectRuns() {
    run("submit", "a shop", "--id", "shop");

    assertThat(run("verify", "shop")).isEqualTo(1);
    assertThat(harness.err()).contains("shop has not ended: it is queued");
    assertThat(run("verify", "nobody")).isEqualTo(1);
    assertThat(run("verify")).isEqualTo(2);
  }
}
