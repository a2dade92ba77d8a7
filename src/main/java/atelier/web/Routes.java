package atelier.web;

import atelier.web.http.HttpProblem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Creates the routes from the OpenAPI document: one for each operation, whose handler is registered
 * under its {@code operationId}. The node does not start if one of the two is missing. What is
 * mounted before the check of the token is public, everything else is behind it; {@link
 * #mountRest} comes last.
 */
final class Routes {
  private static final long MAX_JSON_BYTES = 1L << 20;
  private static final long MAX_GIT_BYTES = 8L << 20;
  private static final Set<String> METHODS = Set.of("get", "post");

  private final Router router;
  private final Map<String, Handler<RoutingContext>> handlers = new LinkedHashMap<>();
  private final Map<String, Set<String>> methodsByPath = new LinkedHashMap<>();

  Routes(Router router) {
    this.router = router;
  }

  /** An operation of the document. */
  private record Operation(String path, String method, JsonNode node) {
    String id() {
      return node.path("operationId").asString();
    }

    /** Whether the document asks for no credential: {@code security} has only {@code {}}. */
    boolean isPublic() {
      return node.path("security").isArray()
          && node.path("security").valueStream().allMatch(JsonNode::isEmpty);
    }

    /** The media type of its body. */
    String bodyType() {
      return node.at("/requestBody/content").propertyNames().stream()
          .findFirst()
          .orElse("application/json");
    }

    /** Whether its reply has an end, so that HEAD can be answered. */
    boolean isFinite() {
      return node.at("/responses/101").isMissingNode()
          && !node.at("/responses/200/content").has("text/event-stream");
    }
  }

  private static List<Operation> operations(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(path -> path.getValue().properties().stream()
            .filter(method -> METHODS.contains(method.getKey()))
            .forEach(method ->
                operations.add(new Operation(path.getKey(), method.getKey(), method.getValue()))));
    return operations;
  }

  /** Registers the handler of an operation. */
  Routes handle(String operationId, Handler<RoutingContext> handler) {
    if (handlers.put(operationId, handler) != null) {
      throw new IllegalStateException("two handlers for " + operationId);
    }
    return this;
  }

  /** Mounts the operations that the document declares public, for those without a token. */
  void mountPublic(JsonNode document) {
    operations(document).stream().filter(Operation::isPublic).forEach(this::mount);
  }

  /** Mounts all other operations. */
  void mountProtected(JsonNode document) {
    List<Operation> all = operations(document);
    Set<String> unused = new TreeSet<>(handlers.keySet());
    all.forEach(operation -> unused.remove(operation.id()));
    if (!unused.isEmpty()) {
      throw new IllegalStateException("operations missing in the OpenAPI document: " + unused);
    }
    all.stream().filter(operation -> !operation.isPublic()).forEach(this::mount);
  }

  private void mount(Operation operation) {
    Handler<RoutingContext> handler = handlers.get(operation.id());
    if (handler == null) {
      throw new IllegalStateException(
          "no handler for " + operation.id() + " of the OpenAPI document");
    }
    String path = toVertxPath(operation.path());
    if (operation.method().equals("post")) {
      long maxBytes = operation.path().startsWith("/git/") ? MAX_GIT_BYTES : MAX_JSON_BYTES;
      mountPost(path, operation.bodyType(), maxBytes, handler);
    } else if (operation.isFinite()) {
      route(path, HttpMethod.GET, HttpMethod.HEAD).handler(handler);
    } else {
      route(path, HttpMethod.GET).handler(handler);
    }
  }

  /** Mounts a file of the dashboard, or all paths that show it. */
  void mountAsset(String path, Handler<RoutingContext> handler) {
    route(path, HttpMethod.GET, HttpMethod.HEAD).handler(handler);
  }

  /** Mounts a POST whose body has this media type and size at most. */
  void mountPost(String path, String type, long maxBytes, Handler<RoutingContext> handler) {
    // A route of its own, since no other handler may precede the one of the body.
    route(path, HttpMethod.POST).handler(routing -> {
      requireContentType(routing.request(), type);
      routing.next();
    });
    route(path, HttpMethod.POST)
        .handler(BodyHandler.create(false).setBodyLimit(maxBytes))
        .handler(handler);
  }

  private Route route(String path, HttpMethod... methods) {
    Route route = router.route(path);
    for (HttpMethod method : methods) {
      route.method(method);
      methodsByPath.computeIfAbsent(path, key -> new TreeSet<>()).add(method.name());
    }
    return route;
  }

  /** Refuses every other method on a mounted path, and every other path. */
  void mountRest() {
    methodsByPath.forEach((path, methods) -> {
      String allow = String.join(", ", methods) + ", OPTIONS";
      router.route(path).handler(routing -> {
        routing.response().putHeader(HttpHeaders.ALLOW, allow);
        if (HttpMethod.OPTIONS.equals(routing.request().method())) {
          routing.response().setStatusCode(204).end();
        } else {
          routing.fail(405);
        }
      });
    });
    router.route().handler(routing -> routing.fail(404));
  }

  /** Prevents CSRF: a page of another origin can send a form without a preflight, but not JSON. */
  private static void requireContentType(HttpServerRequest request, String required) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String mediaType =
        type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    boolean noBody = mediaType.isEmpty() && !hasBody(request);
    if (!noBody && !mediaType.equals(required)) {
      throw new HttpProblem(415, "the body and its Content-Type must be " + required);
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        || (length != null && !length.equals("0"));
  }

  /** A path parameter matches one segment; {@code {path}} at the end matches the rest. */
  static String toVertxPath(String path) {
    return path.replaceFirst("\\{path}$", "*").replaceAll("\\{(\\w+)}", ":$1");
  }
}
