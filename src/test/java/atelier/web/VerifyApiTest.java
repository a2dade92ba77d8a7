package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Producing the evidence of an ended project again, over HTTP. */
final class VerifyApiTest {
  @TempDir
  private Path folder;

  private WebHarness harness;
  private OpenApiContract document;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder);
    document = new OpenApiContract(OpenApi.load());
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private JsonNode get(String path) {
    return document.check("get", path, harness.get(path));
  }

  private JsonNode post(int status, String path, String body) {
    HttpResponse<String> response = harness.post(path, body);
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(status);
    return document.check("post", path, response);
  }

  @Test
  void anEndedProjectRunsAgainAndEndsByTheSameRules() {
    EndedProject shop = new EndedProject(harness, "shop");
    String reason = get("/api/projects/shop").path("reason").asString();
    assertThat(reason).startsWith("1 check with 3 tests passed");

    JsonNode accepted = post(202, "/api/projects/shop/verify", "");

    assertThat(accepted.path("status").asString()).isEqualTo("running");
    harness.appendAndAwait("shop", new Event.TaskStarted("runner:check unit", ""));
    JsonNode running = get("/api/projects/shop/evidence");
    assertThat(running.at("/checks/0/status").asString()).isEqualTo("pending");
    assertThat(running.has("mutants")).isFalse();
    shop.prove();
    harness.finish("shop");
    assertThat(get("/api/projects/shop").path("status").asString()).isEqualTo("succeeded");
    assertThat(get("/api/projects/shop").path("reason").asString()).isEqualTo(reason);
    assertThat(get("/api/projects/shop/evidence").at("/checks/0/proves").asBoolean())
        .isTrue();
    post(202, "/api/projects/shop/verify", "{}");
  }

  @Test
  void whatItFindsIsCommitted() throws Exception {
    EndedProject shop = new EndedProject(harness, "shop");
    post(202, "/api/projects/shop/verify", "");
    shop.fail();
    harness.finish("shop");

    JsonNode project = get("/api/projects/shop");
    assertThat(project.path("status").asString()).isEqualTo("failed");
    assertThat(project.path("reason").asString())
        .isEqualTo("verification: check \"unit\" failed (exit 1)");
    assertThat(harness.get("/api/projects/shop/files/MANIFEST.md").body())
        .contains("**failed**", "verification: check", "failed (exit 1)");
    assertThat(harness.get("/api/projects/shop/files/a.py").body()).isEqualTo("x");
  }

  @Test
  void isRefusedWhereTheStateForbidsIt() {
    new EndedProject(harness, "shop");
    post(202, "/api/projects/shop/verify", "");
    assertThat(detail("shop")).isEqualTo("shop has not ended: it is running");
    String hint = "{\"path\":\"a.py\",\"text\":\"be brief\"}";
    assertThat(post(409, "/api/projects/shop/hint", hint).path("detail").asString())
        .contains("is being verified");
    post(409, "/api/projects/shop/retry", "");
    post(202, "/api/projects/shop/cancel", "");

    post(202, "/api/projects", "{\"spec\":\"a bar\",\"id\":\"bar\"}");
    harness.appendAndAwait("bar", new Event.InfraError("no model", "start one"));
    harness.appendAndAwait("bar", new Event.Paused("infrastructure", "no model"));
    assertThat(detail("bar")).isEqualTo("bar is paused: use retry");
    post(202, "/api/projects/bar/cancel", "");
    assertThat(detail("bar")).contains("ended before all of its files were finished");
  }

  private String detail(String id) {
    return post(409, "/api/projects/" + id + "/verify", "").path("detail").asString();
  }
}
