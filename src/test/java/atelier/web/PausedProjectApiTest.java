package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.DiagnosisEvent;
import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.ProofEvent;
import atelier.project.RequiredAction;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A project that is paused because a check is wrong, over HTTP. */
final class PausedProjectApiTest {
  private static final String SHOP = "/api/projects/shop";
  private static final String PLAN = """
      {"blueprint": {"files": [{"path": "a.py", "description": "all of it"}],
        "checks": [%s]%s}}""";

  @TempDir
  private Path folder;

  private WebHarness harness;
  private OpenApiContract document;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder);
    document = new OpenApiContract(OpenApi.load());
    EndedProject.write(harness, "shop", List.of("python3", "-m", "pytest"));
    append(new ProofEvent.CheckFailed(
        "unit",
        "",
        new Evidence(
            List.of("python3", "-m", "pytest"),
            1,
            1,
            "No module named pytest\n",
            "h",
            get(SHOP + "/evidence").path("tree").asString())));
    append(new DiagnosisEvent.CauseFound(
        "unit",
        "",
        get(SHOP + "/evidence").path("tree").asString(),
        "check",
        "unknown",
        List.of(),
        "",
        Optional.empty()));
    append(
        RequiredAction.of(atelier.Await.await(harness.studio.project("shop"))).orElseThrow());
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private void append(Event event) {
    harness.appendAndAwait("shop", event);
  }

  private JsonNode get(String path) {
    return document.check("get", path, harness.get(path));
  }

  private JsonNode post(int status, String path, String body) {
    HttpResponse<String> response = harness.post(path, body);
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(status);
    return document.check("post", path, response);
  }

  private static String check(String command) {
    return "{\"name\": \"unit\", \"command\": \"" + command + "\"}";
  }

  @Test
  void showsTheCommandItsEndAndTheLinesThatMatter() {
    JsonNode shop = get(SHOP);

    assertThat(shop.path("reason").asString())
        .contains(
            "the check itself may be wrong",
            "`python3 -m pytest`: exit 1",
            "No module named pytest");
    assertThat(shop.at("/checks/0/failure").asString()).isEqualTo("No module named pytest");
  }

  @Test
  void aPersonFixesTheCheckAndTheEvidenceSaysSo() {
    String plan = PLAN.formatted(check("python3 -m unittest"), "");
    assertThat(post(202, SHOP + "/approve", plan).path("status").asString()).isEqualTo("running");

    assertThat(get(SHOP).at("/checks/0/status").asString()).isEqualTo("pending");
    JsonNode removed = get(SHOP + "/evidence").at("/removedChecks/0");
    assertThat(removed.path("commandLine").asString()).isEqualTo("python3 -m pytest");
    assertThat(removed.path("replaced").asBoolean()).isTrue();
  }

  @Test
  void aPersonRemovesTheCheck() {
    post(202, SHOP + "/approve", PLAN.formatted("", ""));

    assertThat(get(SHOP).path("checks")).isEmpty();
    assertThat(get(SHOP + "/evidence").at("/removedChecks/0/replaced").asBoolean(true))
        .isFalse();
  }

  @Test
  void allReasonsAgainstAPlanAreReportedAtOnce() {
    String examples = ", \"examples\": [{\"name\": \"e\", \"quote\": \"a bar\"}]";
    String plan = PLAN.formatted(check("echo 'open") + ", {\"name\": \"none\"}", examples);

    String detail = post(400, SHOP + "/approve", plan).path("detail").asString();

    assertThat(detail)
        .contains(
            "the command of check 1 cannot be read",
            "check 2 has no command",
            "the quote of \"e\" is not in the spec");
    assertThat(get(SHOP).path("status").asString()).isEqualTo("paused");
  }

  @Test
  void aFeatureSaysWhatItIsQueuedBehind() {
    JsonNode reply = post(202, SHOP + "/features", "{\"spec\":\"sell tea\"}");

    JsonNode queuedBehind = reply.path("queuedBehind");
    assertThat(queuedBehind.path("status").asString()).isEqualTo("paused");
    assertThat(queuedBehind.path("reason").asString()).contains("check \"unit\" fails");
    assertThat(queuedBehind.path("detail").asString()).contains("paused and needs a person");
    assertThat(get(SHOP).path("queuedBehind")).isEqualTo(queuedBehind);
    assertThat(get(SHOP).path("waiting").get(0).asString()).isEqualTo("sell tea");
  }

  @Test
  void aCancelMustSayWhatIsToBecomeOfQueuedFeatures() {
    post(202, SHOP + "/features", "{\"spec\":\"sell tea\"}");

    assertThat(post(409, SHOP + "/cancel", "").path("detail").asString())
        .contains("\"sell tea\"", "\"queued\": \"run\"", "\"queued\": \"cancel\"");
    assertThat(
            post(400, SHOP + "/cancel", "{\"queued\":\"keep\"}").path("detail").asString())
        .contains("must be \"run\"");
    assertThat(get(SHOP).path("status").asString()).isEqualTo("paused");
  }

  @Test
  void aCancelBuildsWhatIsQueued() {
    post(202, SHOP + "/features", "{\"spec\":\"sell tea\"}");

    JsonNode reply = post(202, SHOP + "/cancel", "{\"queued\":\"run\"}");

    assertThat(reply.path("status").asString()).isEqualTo("queued");
    assertThat(get(SHOP).path("spec").asString()).isEqualTo("sell tea");
    assertThat(get(SHOP).path("checks")).isEmpty();
    assertThat(get("/api/projects").at("/projects/0/status").asString()).isEqualTo("queued");
  }

  @Test
  void aCancelNamesWhatItDrops() {
    post(202, SHOP + "/features", "{\"spec\":\"sell tea\"}");

    JsonNode reply = post(202, SHOP + "/cancel", "{\"queued\":\"cancel\"}");

    assertThat(reply.path("status").asString()).isEqualTo("cancelled");
    assertThat(harness.get(SHOP + "/events").body())
        .contains("\"queued\":\"cancel\",\"dropped\":[\"sell tea\"]");
  }
}
