package atelier.web;

import atelier.web.http.HttpProblem;
import atelier.web.http.Json;
import atelier.web.http.Links;
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
 * Serves the Model Context Protocol (modelcontextprotocol.io) at {@code POST /mcp}, without
 * sessions: revision 2026-07-28 and, for clients that start with {@code initialize}, 2025-11-25.
 */
final class McpHandlers {
  private static final String NEWEST_VERSION = "2026-07-28";
  private static final String OLDER_VERSION = "2025-11-25";
  private static final List<String> VERSIONS = List.of(NEWEST_VERSION, OLDER_VERSION);
  private static final String VERSION_META_FIELD = "io.modelcontextprotocol/protocolVersion";
  private static final Pattern BASE64_HEADER =
      Pattern.compile("=\\?base64\\?([A-Za-z0-9+/=]*)\\?=");
  private static final int INVALID_REQUEST = -32600;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;
  private static final int HEADER_MISMATCH = -32020;
  private static final int UNSUPPORTED_VERSION = -32022;
  private static final long CACHE_TTL_MS = 3_600_000;
  private static final String INSTRUCTIONS =
      "Submit a spec to Atelier with submit_spec, poll project_status until the project has ended,"
          + " then read its files with read_file.";

  private final McpTools tools;

  McpHandlers(McpTools tools) {
    this.tools = tools;
  }

  /** An error of the protocol, with its code in JSON-RPC 2.0 or MCP. */
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

  /** {@code POST /mcp}: one JSON-RPC request or notification. */
  Future<Reply> handle(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    ObjectNode request = Json.parseObject(body == null ? Buffer.buffer() : body, Set.of());
    @Nullable JsonNode id = request.get("id");
    try {
      requireJsonRpc(request);
      if (id == null) {
        return Future.succeededFuture(new Reply(202, Map.of(), ""));
      }
      return dispatch(routing, request)
          .map(result -> Reply.ok(envelope(id).set("result", result)))
          .otherwise(failure -> errorReply(id, failure));
    } catch (JsonRpcError error) {
      return Future.succeededFuture(
          errorReply(id == null ? Json.newObject().nullNode() : id, error));
    }
  }

  private static Reply errorReply(JsonNode id, Throwable failure) {
    if (!(failure instanceof JsonRpcError error)) {
      throw HttpProblem.of(failure, 500);
    }
    ObjectNode envelope = envelope(id);
    ObjectNode errorNode = envelope.putObject("error");
    errorNode.put("code", error.code).put("message", String.valueOf(error.getMessage()));
    if (error.code == UNSUPPORTED_VERSION) {
      errorNode.putObject("data").set("supported", Json.toTree(VERSIONS));
    }
    return new Reply(error.status, Map.of(), envelope);
  }

  private static ObjectNode envelope(JsonNode id) {
    return Json.newObject().put("jsonrpc", "2.0").set("id", id);
  }

  private static void requireJsonRpc(ObjectNode request) {
    JsonNode id = request.path("id");
    boolean hasValidId = id.isMissingNode() || id.isString() || id.isNumber();
    JsonNode params = request.path("params");
    if (!Json.text(request, "jsonrpc").equals("2.0")
        || Json.text(request, "method").isEmpty()
        || !hasValidId
        || !(params.isMissingNode() || params.isObject())) {
      throw new JsonRpcError(400, INVALID_REQUEST, "this is not a JSON-RPC 2.0 request");
    }
  }

  private Future<JsonNode> dispatch(RoutingContext routing, ObjectNode request) {
    String method = request.path("method").asString();
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
      default ->
        throw new JsonRpcError(404, METHOD_NOT_FOUND, "there is no method \"" + method + "\"");
    };
  }

  private static String protocolVersion(HttpServerRequest http, ObjectNode request) {
    if (request.path("method").asString("").equals("initialize")) {
      return OLDER_VERSION;
    }
    String header = http.getHeader("mcp-protocol-version");
    String bodyVersion =
        request.path("params").path("_meta").path(VERSION_META_FIELD).asString("");
    String version = header != null ? header : bodyVersion.isEmpty() ? OLDER_VERSION : bodyVersion;
    if (!VERSIONS.contains(version)) {
      throw new JsonRpcError(
          400,
          UNSUPPORTED_VERSION,
          "protocol version " + TextLimits.truncate(version, 40) + " is not one of "
              + String.join(", ", VERSIONS));
    }
    if (!bodyVersion.isEmpty() && !bodyVersion.equals(version)) {
      throw new JsonRpcError(400, HEADER_MISMATCH, "MCP-Protocol-Version differs from the body");
    }
    return version;
  }

  /** Requires that the headers equal the body, since proxies may route by the headers. */
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
      throw new JsonRpcError(400, HEADER_MISMATCH, name + " is missing or differs from the body");
    }
  }

  private static String decodeHeader(String header) {
    Matcher match = BASE64_HEADER.matcher(header);
    try {
      return match.matches()
          ? new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8)
          : header;
    } catch (IllegalArgumentException notBase64) {
      return header;
    }
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
    return Json.newObject().put("name", "atelier").put("version", AtelierVersion.current());
  }

  private JsonNode toolsListResult() {
    ObjectNode result = Json.newObject().put("resultType", "complete");
    result.set("tools", tools.toolList());
    return result.put("ttlMs", CACHE_TTL_MS).put("cacheScope", "public");
  }

  private Future<JsonNode> callTool(RoutingContext routing, JsonNode params) {
    String name = params.path("name").asString("");
    if (!tools.has(name)) {
      throw new JsonRpcError(
          400, INVALID_PARAMS, "there is no tool \"" + TextLimits.truncate(name, 60) + "\"");
    }
    JsonNode requested = params.path("arguments");
    ObjectNode arguments = requested instanceof ObjectNode object ? object : Json.newObject();
    return tools
        .call(name, arguments, Links.of(routing.request()))
        .map(called -> toolResult(called.text(), called.structured(), false))
        .otherwise(failure -> {
          HttpProblem problem = HttpProblem.of(failure, 500);
          String message = String.valueOf(problem.getMessage());
          return toolResult(message, Json.toTree(problem.body()), true);
        });
  }

  private static JsonNode toolResult(String text, JsonNode structured, boolean isError) {
    ObjectNode result = Json.newObject().put("resultType", "complete");
    result.putArray("content").addObject().put("type", "text").put("text", text);
    result.set("structuredContent", structured);
    return result.put("isError", isError);
  }
}
