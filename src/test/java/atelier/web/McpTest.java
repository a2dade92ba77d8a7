package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MCP, with clients of both supported revisions. */
final class McpTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir
  private Path folder;

  private WebHarness harness;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private HttpResponse<String> send(String body, String... headers) {
    return harness.post("/mcp", body, headers);
  }

  private static JsonNode result(HttpResponse<String> reply) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return JSON.readTree(reply.body()).path("result");
  }

  /** Sends a request of the newest revision, which repeats version and method in headers. */
  private HttpResponse<String> sendNewest(String method, String params, String... more) {
    List<String> headers =
        new ArrayList<>(List.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method));
    headers.addAll(List.of(more));
    String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}";
    return send(
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{" + params
            + (params.isEmpty() ? "" : ",") + meta + "}}",
        headers.toArray(String[]::new));
  }

  private JsonNode call(String name, String arguments) {
    return result(sendNewest(
        "tools/call", "\"name\":\"" + name + "\",\"arguments\":" + arguments, "Mcp-Name", name));
  }

  @Test
  void submitsASpecAndFollowsTheProject() {
    assertThat(result(sendNewest("server/discover", "")).path("supportedVersions"))
        .hasSize(2);
    JsonNode tools = result(sendNewest("tools/list", "")).path("tools");
    assertThat(tools.findValuesAsString("name"))
        .containsExactly("submit_spec", "project_status", "read_file", "list_projects");
    assertThat(tools.get(0).path("inputSchema").path("required").get(0).asString())
        .isEqualTo("text");

    JsonNode submitted = call("submit_spec", "{\"text\":\"a shop\",\"idempotency_key\":\"k\"}");
    String id = submitted.path("structuredContent").path("project").asString();
    assertThat(submitted.path("isError").asBoolean()).isFalse();
    assertThat(call("submit_spec", "{\"text\":\"a shop\",\"idempotency_key\":\"k\"}")
            .path("structuredContent")
            .path("project")
            .asString())
        .isEqualTo(id);
    JsonNode status = call("project_status", "{\"project\":\"" + id + "\"}");
    assertThat(status.path("structuredContent").path("status").asString()).isEqualTo("queued");
    assertThat(status.path("structuredContent").path("events")).hasSize(1);
    assertThat(call("list_projects", "{}").path("content").get(0).path("text").asString())
        .contains(id);
  }

  @Test
  void aFailedToolReturnsTheReason() {
    JsonNode absent = call("project_status", "{\"project\":\"nobody\"}");

    assertThat(absent.path("isError").asBoolean()).isTrue();
    assertThat(absent.path("content").get(0).path("text").asString()).contains("nobody");
    assertThat(call("read_file", "{\"project\":\"x\"}").path("isError").asBoolean())
        .isTrue();
    assertThat(call("submit_spec", "{\"text\":\"\"}").path("isError").asBoolean())
        .isTrue();
  }

  @Test
  void olderClientsStartWithInitialize() {
    JsonNode initialized = result(send(
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
            + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}"
            + "}}"));
    assertThat(initialized.path("protocolVersion").asString()).isEqualTo("2025-11-25");
    assertThat(send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
            .statusCode())
        .isEqualTo(202);
    assertThat(result(send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))
            .path("tools"))
        .hasSize(4);
  }

  @Test
  void protocolErrorsHaveTheirCodes() {
    assertError(send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nix\"}"), 404, -32601);
    assertError(sendNewest("tools/call", "\"name\":\"read_file\""), 400, -32020);
    assertError(
        send(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
            "MCP-Protocol-Version",
            "1999-01-01"),
        400,
        -32022);
    assertError(send("{\"id\":1,\"method\":\"ping\"}"), 400, -32600);
    assertError(sendNewest("tools/call", "\"name\":\"nix\"", "Mcp-Name", "nix"), 400, -32602);
    assertError(
        send(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
            "MCP-Protocol-Version",
            "2026-07-28",
            "Mcp-Method",
            "=?base64?A?="),
        400,
        -32020);
    assertThat(send("not json").statusCode()).isEqualTo(400);
    assertThat(harness.get("/mcp").statusCode()).isEqualTo(405);
  }

  private static void assertError(HttpResponse<String> reply, int status, int code) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(JSON.readTree(reply.body()).path("error").path("code").asInt()).isEqualTo(code);
  }
}
