package atelier.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AtelierProcess.Ended;
import atelier.rig.GitCommand;
import atelier.rig.ServedNode;
import atelier.rig.browser.Chromium;
import atelier.rig.browser.Screen;
import atelier.rig.browser.Viewport;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.ShopScript;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A finished project is verified after its model server was stopped. */
@Timeout(180)
final class VerifyIT {
  @RegisterExtension
  static final Chromium CHROMIUM = new Chromium();

  @TempDir
  private Path folder;

  private ServedNode nodeWithShop(FakeOllama model) throws Exception {
    ServedNode node = ServedNode.asking(model, folder);
    Ended built = node.type("submit", ShopScript.SPEC, "--id", "shop", "--watch");
    assertThat(built.exit()).as(built.story()).isEqualTo(0);
    model.close();
    return node;
  }

  private Path repository(ServedNode node) {
    return node.data().resolve("projects/shop");
  }

  @Test
  void theEvidenceIsProducedAgainWithoutAModel() throws Exception {
    FakeOllama model = new FakeOllama(ShopScript::answer, 0);
    try (ServedNode node = nodeWithShop(model)) {
      int calls = model.calls.size();
      String reason = node.answer("show", "shop").path("reason").asString();

      Ended verified = node.type("verify", "shop");

      assertThat(verified.exit()).as(verified.story()).isEqualTo(0);
      assertThat(verified.events()).hasSize(1);
      JsonNode evidence = verified.events().get(0);
      assertThat(evidence.path("status").asString()).isEqualTo("succeeded");
      assertThat(evidence.at("/checks/0/proves").asBoolean()).isTrue();
      assertThat(verified.story())
          .contains("Verifying", "Check passed: unit tests", "Project completed successfully");
      assertThat(node.answer("show", "shop").path("reason").asString()).isEqualTo(reason);
      assertThat(model.calls).hasSize(calls);
      JsonNode shown = node.answer("show", "shop");
      assertThat(Files.readString(repository(node).resolve("MANIFEST.md")))
          .contains("**succeeded**", "- Finished: " + shown.path("finishedAt").asString());
      assertThat(GitCommand.lines(repository(node), "log", "--format=%s", "-2"))
          .containsExactly("Record the outcome", "Record the outcome");
      assertThat(GitCommand.lines(repository(node), "status", "--porcelain")).isEmpty();
    }
  }

  @Test
  void aRestartInTheMiddleLosesNothing() throws Exception {
    FakeOllama model = new FakeOllama(ShopScript::answer, 0);
    try (ServedNode node = nodeWithShop(model)) {
      var request = node.request("/api/projects/shop/verify").POST(BodyPublishers.noBody());
      assertThat(node.send(request).statusCode()).isEqualTo(202);
      node.kill();
      node.startAgain();

      Ended rest = node.type("watch", "shop");

      assertThat(rest.exit()).as(rest.story()).isEqualTo(0);
      assertThat(rest.types()).contains("verify_requested").endsWith("project_finished");
      assertThat(rest.of("project_finished")).hasSize(2);
    }
  }

  @Test
  void thePageHasAButtonForIt() throws Exception {
    FakeOllama model = new FakeOllama(ShopScript::answer, 0);
    try (ServedNode node = nodeWithShop(model);
        Screen screen = CHROMIUM.open(node, Viewport.DESKTOP)) {
      long ended = node.answer("show", "shop").path("seq").asLong();
      screen.visit("/projects/shop");
      screen.waitForVisible(".head .badge.is-succeeded");
      screen.assertAccessible();

      screen.find("text=Verify again").click();

      assertThat(node.type("watch", "shop", "--after", Long.toString(ended)).exit())
          .isEqualTo(0);
      long verified = node.answer("show", "shop").path("seq").asLong();
      assertThat(verified).isGreaterThan(ended);
      screen.waitForEvent(verified);
      screen.waitForVisible(".head .badge.is-succeeded");
      assertThat(screen.find("text=Cancel project")).hasCount(0);
      FoldAgreement.check(node, screen, "shop");
      screen.assertNoErrors();
    }
  }
}
