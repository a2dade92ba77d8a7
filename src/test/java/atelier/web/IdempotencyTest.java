package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.EventCodec;
import atelier.journal.MemoryJournal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An idempotency key means the same over HTTP and MCP, and is found in the journal. */
final class IdempotencyTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir
  private Path folder;

  private final MemoryJournal journal = new MemoryJournal();
  private WebHarness harness;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder, journal);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private HttpResponse<String> post(String key, String body) {
    return harness.post("/api/projects", body, "idempotency-key", key);
  }

  private String postedId(String key, String body) {
    HttpResponse<String> reply = post(key, body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
    return JSON.readTree(reply.body()).path("id").asString();
  }

  private JsonNode submitByMcp(String key, String text) {
    String call = String.format(
        "{\"name\":\"submit_spec\",\"arguments\":{\"text\":\"%s\",\"idempotency_key\":\"%s\"}}",
        text, key);
    HttpResponse<String> reply = harness.post(
        "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + call + "}");
    return JSON.readTree(reply.body()).at("/result/structuredContent");
  }

  @Test
  void theSameRequestOverHttpAndMcpGivesTheSameProject() {
    String first = postedId("k", "{\"spec\":\"a shop\"}");
    String other = submitByMcp("m", "a bar").path("project").asString();

    assertThat(submitByMcp("k", "a shop").path("project").asString()).isEqualTo(first);
    assertThat(postedId("m", "{\"spec\":\"a bar\"}")).isEqualTo(other);
    assertThat(postedId("m", "{\"spec\":\"a bar\",\"id\":\"" + other + "\"}")).isEqualTo(other);
  }

  @Test
  void theSameKeyWithAnotherRequestIsRefused() {
    String first = postedId("k", "{\"spec\":\"a shop\",\"id\":\"shop\"}");

    assertThat(post("k", "{\"spec\":\"a bar\"}").statusCode()).isEqualTo(422);
    assertThat(post("k", "{\"spec\":\"a shop\",\"id\":\"bar\"}").statusCode()).isEqualTo(422);
    assertThat(post("k", "{\"spec\":\"a shop\",\"approve\":true}").statusCode()).isEqualTo(422);
    assertThat(submitByMcp("k", "a bar").path("status").asInt()).isEqualTo(422);
    assertThat(submitByMcp("k", "a shop").path("project").asString()).isEqualTo(first);
    assertThat(JSON.readTree(harness.get("/api/projects").body()).path("projects"))
        .hasSize(1);
  }

  @Test
  void aKeyIsFoundAgainAfterARestart() {
    String first = postedId("k", "{\"spec\":\"a shop\",\"id\":\"shop\"}");
    harness.close();
    harness = new WebHarness(folder, journal);

    assertThat(submitByMcp("k", "a shop").path("project").asString()).isEqualTo(first);
    assertThat(post("k", "{\"spec\":\"a bar\"}").statusCode()).isEqualTo(422);
  }

  @Test
  void anIdThatLooksDerivedFromAKeyDoesNotBlockIt() {
    String suffix = "-" + EventCodec.sha256("k").substring(0, 10);
    harness.post("/api/projects", "{\"spec\":\"x\",\"id\":\"other" + suffix + "\"}");
    harness.post("/api/projects", "{\"spec\":\"x\",\"id\":\"shop" + suffix + "\"}");

    String first = postedId("k", "{\"spec\":\"a shop\"}");

    assertThat(first).startsWith("shop-").isNotEqualTo("shop" + suffix);
    assertThat(postedId("k", "{\"spec\":\"a shop\"}")).isEqualTo(first);
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsRefused() {
    assertThat(post("k".repeat(201), "{\"spec\":\"x\"}").statusCode()).isEqualTo(400);
    assertThat(submitByMcp("k".repeat(201), "x").path("status").asInt()).isEqualTo(400);
    assertThat(submitByMcp("", "x").path("status").asInt()).isEqualTo(400);
    assertThat(submitByMcp(" k", "x").path("status").asInt()).isEqualTo(400);
    assertThat(submitByMcp("\u00e9", "x").path("status").asInt()).isEqualTo(400);
    assertThat(postedId("k".repeat(200), "{\"spec\":\"x\"}")).isNotEmpty();
  }
}
