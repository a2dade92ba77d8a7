package atelier.web;

import atelier.web.http.Json;
import atelier.web.http.Links;
import atelier.web.http.Problem;
import atelier.web.http.Reply;
import atelier.web.http.TextLimits;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Model Context Protocol at {@code POST /mcp}, of the revision 2026-07-28 and, for clients that
 * still begin with {@code initialize}, 2025-11-25; without sessions in both.
 */
final class McpHandlers {
  private static final String NEWEST_VERSION = "2026-07-28";
  private static final String OLDER_VERSION = "2025-11-25";
  private static final List<String> VERSIONS = List.of(NEWEST_VERSION, OLDER_VERSION);
  private static final String VERSION_META_FIELD = "io.modelcontextprotocol/protocolVersion";
  private static final Pattern BASE64_HEADER = Pattern.compile("=\\?base64\\?([A-Za-z0-9+/=]*)\\?=");
  private static final long CACHE_TTL_MS = 3_600_000;
  private static final String INSTRUCTIONS =
      "Hand a spec to Atelier with submit_spec, follow it with project_status until it has ended,"
          + " and read what was made with read_file.";

  private final McpTools tools;

  McpHandlers(McpTools tools) {
    this.tools = tools;
  }

  /** A fault of the protocol, as JSON-RPC numbers them. */
  private static final class JsonRpcError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final int code;

    JsonRpcError(int status, int code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  Future<Reply> handle(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    ObjectNode request = Json.parseObject(body == null ? Buffer.buffer() : body, Set.of());
    @Nullable JsonNode id = request.get("id");
    if (id == null) {
      return Future.succeededFuture(new Reply(202, Map.of(), ""));
    }
    try {
      return dispatch(routing, request)
          .map(result -> Reply.ok(envelope(id).set("result", result)))
          .otherwise(failure -> errorReply(id, failure));
    } catch (JsonRpcError fault) {
      return Future.succeededFuture(errorReply(id, fault));
    }
  }

  private static Reply errorReply(JsonNode id, Throwable failure) {
    if (!(failure instanceof JsonRpcError fault)) {
      throw Problem.of(failure, 500);
    }
    ObjectNode envelope = envelope(id);
    ObjectNode error = envelope.putObject("error");
    error.put("code", fault.code).put("message", String.valueOf(fault.getMessage()));
    if (fault.code == -32022) {
      error.putObject("data").set("supported", Json.toTree(VERSIONS));
    }
    return new Reply(fault.status, Map.of(), envelope);
  }

  private static ObjectNode envelope(JsonNode id) {
    return Json.newObject().put("jsonrpc", "2.0").set("id", id);
  }

  private Future<JsonNode> dispatch(RoutingContext routing, ObjectNode request) {
    String method = request.path("method").asString("");
    if (!request.path("jsonrpc").asString("").equals("2.0") || method.isEmpty()) {
      throw new JsonRpcError(400, -32600, "this is not a JSON-RPC 2.0 request");
    }
    String version = protocolVersion(routing.request(), request);
    if (version.equals(NEWEST_VERSION)) {
      requireHeaders(routing.request(), request, method);
    }
    JsonNode params = request.path("params");
    return switch (method) {
      case "initialize" -> Future.succeededFuture(initializeResult());
      case "ping" -> Future.succeededFuture(Json.newObject());
      case "server/discover" -> Future.succeededFuture(discoverResult());
      case "tools/list" -> Future.succeededFuture(toolsListResult());
      case "tools/call" -> callTool(routing, params);
      default -> throw new JsonRpcError(404, -32601, "there is no method \"" + method + "\" here");
    };
  }

  private static String protocolVersion(HttpServerRequest http, ObjectNode request) {
    if (request.path("method").asString("").equals("initialize")) {
      return OLDER_VERSION;
    }
    String header = http.getHeader("mcp-protocol-version");
    String bodyVersion = request.path("params").path("_meta").path(VERSION_META_FIELD).asString("");
    String version = header != null ? header : bodyVersion.isEmpty() ? OLDER_VERSION : bodyVersion;
    if (!VERSIONS.contains(version)) {
      throw new JsonRpcError(
          400,
          -32022,
          "protocol version " + TextLimits.truncate(version, 40) + " is not one of "
              + String.join(", ", VERSIONS));
    }
    if (!bodyVersion.isEmpty() && !bodyVersion.equals(version)) {
      throw new JsonRpcError(400, -32020, "MCP-Protocol-Version says other than the body");
    }
    return version;
  }

  /** Proxies route by headers: they must not tell another story than the body. */
  private static void requireHeaders(HttpServerRequest http, ObjectNode request, String method) {
    requireHeader("Mcp-Method", http.getHeader("mcp-method"), method);
    if (method.equals("tools/call")) {
      requireHeader(
          "Mcp-Name",
          http.getHeader("mcp-name"),
          request.path("params").path("name").asString(""));
    }
  }

  private static void requireHeader(String name, @Nullable String header, String body) {
    if (header == null || !decodeHeader(header).equals(body)) {
      throw new JsonRpcError(400, -32020, name + " is missing, or says other than the body");
    }
  }

  private static String decodeHeader(String header) {
    Matcher match = BASE64_HEADER.matcher(header);
    return match.matches()
        ? new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8)
        : header;
  }

  private static JsonNode initializeResult() {
    ObjectNode result = Json.newObject().put("protocolVersion", OLDER_VERSION);
    result.putObject("capabilities").putObject("tools");
    result.set("serverInfo", serverInfo());
    return result.put("instructions", INSTRUCTIONS);
  }

  private static JsonNode discoverResult() {
    ObjectNode result = Json.newObject().put("resultType", "complete");
    result.set("supportedVersions", Json.toTree(VERSIONS));
    result.putObject("capabilities").putObject("tools");
    result.set("serverInfo", serverInfo());
    return result
        .put("instructions", INSTRUCTIONS)
        .put("ttlMs", CACHE_TTL_MS)
        .put("cacheScope", "public");
  }

  private static JsonNode serverInfo() {
    return Json.newObject().put("name", "atelier").put("version", Version.current());
  }

  private JsonNode toolsListResult() {
    ObjectNode result = Json.newObject().put("resultType", "complete");
    result.set("tools", tools.toolList());
    return result.put("ttlMs", CACHE_TTL_MS).put("cacheScope", "public");
  }

  private Future<JsonNode> callTool(RoutingContext routing, JsonNode params) {
    String name = params.path("name").asString("");
    if (!tools.has(name)) {
      throw new JsonRpcError(400, -32602, "there is no tool \"" + TextLimits.truncate(name, 60) + "\"");
    }
    JsonNode requested = params.path("arguments");
    ObjectNode arguments = requested instanceof ObjectNode object ? object : Json.newObject();
    return tools
        .call(name, arguments, Links.of(routing.request()))
        .map(called -> toolResult(called.text(), called.structured(), false))
        .otherwise(failure -> {
          Problem problem = Problem.of(failure, 500);
          return toolResult(String.valueOf(problem.getMessage()), Json.toTree(problem.body()), true);
        });
  }

  private static JsonNode toolResult(String text, JsonNode structured, boolean isError) {
    ObjectNode result = Json.newObject().put("resultType", "complete");
    result.putArray("content").addObject().put("type", "text").put("text", text);
    result.set("structuredContent", structured);
    return result.put("isError", isError);
  }
}
