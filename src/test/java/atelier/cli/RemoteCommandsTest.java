package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import atelier.web.WebHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands for a running node, except {@code watch}. */
final class RemoteCommandsTest extends RemoteCommandsFixture {
  private static final JsonMapper JSON = JsonMapper.shared();

  private JsonNode reply() {
    return JSON.readTree(harness.out());
  }

  @Test
  void submitsASpecAndListsTheProject() {
    assertThat(run("list")).isEqualTo(0);
    assertThat(harness.out()).contains("No projects", "atelier submit");

    assertThat(run("submit", "a shop for tea", "--id", "shop")).isEqualTo(0);
    assertThat(harness.out())
        .contains("Project shop is queued", "atelier watch shop", "/git/shop.git");
    assertThat(run("list")).isEqualTo(0);
    assertThat(harness.out()).contains("shop", "a shop for tea");
    assertThat(run("show", "shop")).isEqualTo(0);
    assertThat(harness.out()).contains("a shop for tea", "git clone http://localhost:");
    assertThat(harness.err()).isEmpty();
  }

  @Test
  void jsonPrintsTheReplyUnchanged() {
    assertThat(run("submit", "a shop", "--json")).isEqualTo(0);
    String id = reply().path("id").asString();
    assertThat(id).startsWith("shop-");
    assertThat(run("show", id, "--json")).isEqualTo(0);
    assertThat(reply().path("spec").asString()).isEqualTo("a shop");
    assertThat(run("list", "--json", "-n", "1", "--status", "queued", "-q", "SHOP"))
        .isEqualTo(0);
    assertThat(reply().path("projects").get(0).path("id").asString()).isEqualTo(id);
    assertThat(run("cancel", id, "--json", "--reason", "no more")).isEqualTo(0);
    assertThat(reply().path("status").asString()).isEqualTo("cancelled");
    assertThat(run("show", id)).isEqualTo(0);
    assertThat(harness.out()).contains("is cancelled: no more");
  }

  @Test
  void readsTheSpecFromAFileOrStandardInput() throws Exception {
    Files.writeString(folder.resolve("spec.md"), "a shop of a file\n");
    assertThat(run("submit", "-f", "spec.md", "--id", "one")).isEqualTo(0);
    harness.standardInput = "a shop of a pipe".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(run("submit", "-", "--id", "two")).isEqualTo(0);
    assertThat(run("submit", "and more", "--feature", "two")).isEqualTo(0);

    assertThat(webHarness.get("/api/projects/one").body()).contains("\"a shop of a file\"");
    assertThat(webHarness.get("/api/projects/two").body()).contains("a shop of a pipe", "and more");
  }

  @Test
  void afterContinuesTheList() {
    for (int i = 0; i < 3; i++) {
      run("submit", "shop " + i, "--id", "shop-" + i);
    }
    run("list", "-n", "2");
    String after = harness.out().replaceAll("(?s).*--after (\\S+).*", "$1");

    assertThat(harness.out()).contains("shop-2", "shop-1").doesNotContain("shop-0");
    assertThat(run("list", "-n", "2", "--after", after)).isEqualTo(0);
    assertThat(harness.out()).contains("shop-0").doesNotContain("shop-1", "--after");
  }

  @Test
  void approvesAnEditedBlueprint() throws Exception {
    run("submit", "a shop", "--id", "shop", "--approve");
    assertThat(run("show", "shop", "--blueprint")).isEqualTo(1);
    assertThat(harness.err()).contains("has no blueprint yet");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
    webHarness.appendAndAwait("shop", new Event.ApprovalRequested());
    run("show", "shop");
    assertThat(harness.out()).contains("atelier approve shop", "show shop --blueprint");

    assertThat(run("show", "shop", "--blueprint")).isEqualTo(0);
    Files.writeString(folder.resolve("plan.json"), harness.out().replace("a.py", "b.py"));
    assertThat(run("approve", "shop", "-f", "plan.json")).isEqualTo(0);

    assertThat(webHarness.get("/api/projects/shop").body()).contains("\"path\":\"b.py\"");
    assertThat(run("approve", "shop")).isEqualTo(1);
    assertThat(harness.err()).contains("is not waiting for approval");
  }

  @Test
  void hintAndRetryResumeAPausedProject() {
    run("submit", "a shop", "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
    assertThat(run("retry", "shop")).isEqualTo(1);
    assertThat(run("hint", "shop", "a.py", "sell tea")).isEqualTo(0);
    assertThat(webHarness.get("/api/projects/shop/events").body()).contains("sell tea");
    assertThat(run("hint", "shop", "b.py", "sell tea")).isEqualTo(1);
    assertThat(harness.err()).contains("has no file b.py; it has a.py");
    assertThat(run("hint", "shop", "a.py", " ")).isEqualTo(2);
    webHarness.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, "no idea"));
    webHarness.appendAndAwait("shop", new Event.Paused("surrender", "a.py: no idea"));
    run("show", "shop");
    assertThat(harness.out()).contains("no idea", "atelier hint shop", "atelier retry shop");
    assertThat(run("retry", "shop")).isEqualTo(0);
  }

  @Test
  void controlCharactersArePrintedAsText() {
    String hostileText =
        "\u001b[2Jgone \u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007\u202e";
    run("submit", "a shop", "--id", "shop");
    webHarness.appendAndAwait("shop", READY);
    webHarness.appendAndAwait("shop", DESIGNED);
    webHarness.appendAndAwait("shop", new Event.AgentSurrender("a.py", 4, hostileText));
    webHarness.appendAndAwait("shop", new Event.Paused("surrender", hostileText));

    for (String command : List.of("show", "watch")) {
      run(command, "shop");
      assertThat(harness.out()).contains("gone").doesNotContain("\u001b", "\u0007", "\u202e");
      run(command, "shop", "--json");
      assertThat(harness.out()).contains("gone").doesNotContain("\u001b", "\u0007");
    }
  }

  @Test
  void readsTheTokenFromTheEnvironmentOrTheDataFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("guarded"));
    try (WebHarness guarded = new WebHarness(data, "0.0.0.0", "", List.of())) {
      String url = "http://localhost:" + guarded.port();
      assertThat(harness.run("list", "--url", url)).isEqualTo(4);
      assertThat(harness.err()).contains("ATELIER_TOKEN", "http-token");
      assertThat(harness.run("list", "--url", url, "--data", data.toString())).isEqualTo(0);
      harness.environment.put("ATELIER_TOKEN", "wrong");
      assertThat(harness.run("list", "--url", url, "--data", data.toString())).isEqualTo(4);
      harness.environment.put(
          "ATELIER_TOKEN", Files.readString(data.resolve("http-token")).strip());
      assertThat(harness.run("list", "--url", url)).isEqualTo(0);
      harness.environment.put("ATELIER_TOKEN", "tøken");
      assertThat(harness.run("list", "--url", url)).isEqualTo(2);
      assertThat(harness.err()).doesNotContain("tøken");
    }
  }
}
