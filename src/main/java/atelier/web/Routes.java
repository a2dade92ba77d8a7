package atelier.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Creates the routes from the OpenAPI document: one for each operation, whose handler is registered
 * under its {@code operationId}. The node does not start if one of the two is missing.
 */
final class Routes {
  private static final long MAX_JSON_BYTES = 1L << 20;
  private static final long MAX_GIT_BYTES = 8L << 20;
  private static final Set<String> METHODS = Set.of("get", "post");

  private final Map<String, Handler<RoutingContext>> handlers = new LinkedHashMap<>();

  /** Registers the handler of an operation. */
  Routes handle(String operationId, Handler<RoutingContext> handler) {
    if (handlers.put(operationId, handler) != null) {
      throw new IllegalStateException("two handlers for " + operationId);
    }
    return this;
  }

  /** Mounts every operation of the document. */
  void mount(Router router, JsonNode document) {
    Set<String> unused = new TreeSet<>(handlers.keySet());
    document.path("paths").properties().forEach(path -> {
      path.getValue().properties().stream()
          .filter(operation -> METHODS.contains(operation.getKey()))
          .forEach(operation -> {
            String id = operation.getValue().path("operationId").asString();
            unused.remove(id);
            mount(router, path.getKey(), operation.getKey(), id);
          });
      // Every other method on a known path.
      router.route(toVertxPath(path.getKey())).handler(routing -> routing.fail(405));
    });
    if (!unused.isEmpty()) {
      throw new IllegalStateException("operations missing in the OpenAPI document: " + unused);
    }
  }

  private void mount(Router router, String path, String method, String id) {
    Handler<RoutingContext> handler = handlers.get(id);
    if (handler == null) {
      throw new IllegalStateException("no handler for " + id + " of the OpenAPI document");
    }
    Route route = router.route(toVertxPath(path));
    if (method.equals("post")) {
      route.method(HttpMethod.POST);
      route.handler(BodyHandler.create(false)
          .setBodyLimit(path.startsWith("/git/") ? MAX_GIT_BYTES : MAX_JSON_BYTES));
    } else {
      route.method(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT))).method(HttpMethod.HEAD);
    }
    route.handler(handler);
  }

  /** A path parameter matches one segment; {@code {path}} at the end matches the rest. */
  static String toVertxPath(String path) {
    return path.replaceFirst("\\{path}$", "*").replaceAll("\\{(\\w+)}", ":$1");
  }
}
