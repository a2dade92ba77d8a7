package atelier.web;

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
  private static final String NEWEST = "2026-07-28";
  private static final String OLDER = "2025-11-25";
  private static final List<String> VERSIONS = List.of(NEWEST, OLDER);
  private static final String META = "io.modelcontextprotocol/protocolVersion";
  private static final Pattern ENCODED = Pattern.compile("=\\?base64\\?([A-Za-z0-9+/=]*)\\?=");
  private static final long KEEP_MS = 3_600_000;
  private static final String INSTRUCTIONS =
      "Hand a spec to Atelier with submit_spec, follow it with project_status until it has ended,"
          + " and read what was made with read_file.";

  private final McpTools tools;

  McpHandlers(McpTools tools) {
    this.tools = tools;
  }

  /** A fault of the protocol, as JSON-RPC numbers them. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final int code;

    Fault(int status, int code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  Future<Reply> post(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    ObjectNode request = Json.read(body == null ? Buffer.buffer() : body, Set.of());
    @Nullable JsonNode id = request.get("id");
    if (id == null) {
      return Future.succeededFuture(new Reply(202, Map.of(), ""));
    }
    try {
      return answer(routing, request)
          .map(result -> Reply.ok(envelope(id).set("result", result)))
          .otherwise(failure -> fault(id, failure));
    } catch (Fault fault) {
      return Future.succeededFuture(fault(id, fault));
    }
  }

  private static Reply fault(JsonNode id, Throwable failure) {
    if (!(failure instanceof Fault fault)) {
      throw Problem.of(failure, 500);
    }
    ObjectNode envelope = envelope(id);
    ObjectNode error = envelope.putObject("error");
    error.put("code", fault.code).put("message", String.valueOf(fault.getMessage()));
    if (fault.code == -32022) {
      error.putObject("data").set("supported", Json.tree(VERSIONS));
    }
    return new Reply(fault.status, Map.of(), envelope);
  }

  private static ObjectNode envelope(JsonNode id) {
    return Json.object().put("jsonrpc", "2.0").set("id", id);
  }

  private Future<JsonNode> answer(RoutingContext routing, ObjectNode request) {
    String method = request.path("method").asString("");
    if (!request.path("jsonrpc").asString("").equals("2.0") || method.isEmpty()) {
      throw new Fault(400, -32600, "this is not a JSON-RPC 2.0 request");
    }
    String version = version(routing.request(), request);
    if (version.equals(NEWEST)) {
      requireHeaders(routing.request(), request, method);
    }
    JsonNode params = request.path("params");
    return switch (method) {
      case "initialize" -> Future.succeededFuture(initialized());
      case "ping" -> Future.succeededFuture(Json.object());
      case "server/discover" -> Future.succeededFuture(discovered());
      case "tools/list" -> Future.succeededFuture(listed());
      case "tools/call" -> called(routing, params);
      default -> throw new Fault(404, -32601, "there is no method \"" + method + "\" here");
    };
  }

  private static String version(HttpServerRequest http, ObjectNode request) {
    if (request.path("method").asString("").equals("initialize")) {
      return OLDER;
    }
    String header = http.getHeader("mcp-protocol-version");
    String said = request.path("params").path("_meta").path(META).asString("");
    String version = header != null ? header : said.isEmpty() ? OLDER : said;
    if (!VERSIONS.contains(version)) {
      throw new Fault(
          400,
          -32022,
          "protocol version " + TextLimits.cut(version, 40) + " is not one of "
              + String.join(", ", VERSIONS));
    }
    if (!said.isEmpty() && !said.equals(version)) {
      throw new Fault(400, -32020, "MCP-Protocol-Version says other than the body");
    }
    return version;
  }

  /** Proxies route by headers: they must not tell another story than the body. */
  private static void requireHeaders(HttpServerRequest http, ObjectNode request, String method) {
    requireSame("Mcp-Method", http.getHeader("mcp-method"), method);
    if (method.equals("tools/call")) {
      requireSame(
          "Mcp-Name",
          http.getHeader("mcp-name"),
          request.path("params").path("name").asString(""));
    }
  }

  private static void requireSame(String name, @Nullable String header, String body) {
    if (header == null || !decoded(header).equals(body)) {
      throw new Fault(400, -32020, name + " is missing, or says other than the body");
    }
  }

  private static String decoded(String header) {
    Matcher match = ENCODED.matcher(header);
    return match.matches()
        ? new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8)
        : header;
  }

  private static JsonNode initialized() {
    ObjectNode result = Json.object().put("protocolVersion", OLDER);
    result.putObject("capabilities").putObject("tools");
    result.set("serverInfo", server());
    return result.put("instructions", INSTRUCTIONS);
  }

  private static JsonNode discovered() {
    ObjectNode result = Json.object().put("resultType", "complete");
    result.set("supportedVersions", Json.tree(VERSIONS));
    result.putObject("capabilities").putObject("tools");
    result.set("serverInfo", server());
    return result
        .put("instructions", INSTRUCTIONS)
        .put("ttlMs", KEEP_MS)
        .put("cacheScope", "public");
  }

  private static JsonNode server() {
    return Json.object().put("name", "atelier").put("version", Version.current());
  }

  private JsonNode listed() {
    ObjectNode result = Json.object().put("resultType", "complete");
    result.set("tools", tools.described());
    return result.put("ttlMs", KEEP_MS).put("cacheScope", "public");
  }

  private Future<JsonNode> called(RoutingContext routing, JsonNode params) {
    String name = params.path("name").asString("");
    if (!tools.has(name)) {
      throw new Fault(400, -32602, "there is no tool \"" + TextLimits.cut(name, 60) + "\"");
    }
    JsonNode given = params.path("arguments");
    ObjectNode arguments = given instanceof ObjectNode object ? object : Json.object();
    return tools
        .call(name, arguments, Links.of(routing.request()))
        .map(done -> result(done.text(), done.structured(), false))
        .otherwise(failure -> {
          Problem problem = Problem.of(failure, 500);
          return result(String.valueOf(problem.getMessage()), Json.tree(problem.body()), true);
        });
  }

  private static JsonNode result(String text, JsonNode structured, boolean isError) {
    ObjectNode result = Json.object().put("resultType", "complete");
    result.putArray("content").addObject().put("type", "text").put("text", text);
    result.set("structuredContent", structured);
    return result.put("isError", isError);
  }
}
