package atelier.node;

import atelier.message.Ownership;
import atelier.schedule.StudioService;
import atelier.web.ApiSources;
import atelier.web.HttpServerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;

/** Where people come in: HTTP, with what this node and its neighbours tell of themselves. */
final class HttpServerModule {
  private HttpServerModule() {}

  /** Listens from now on. */
  static Future<HttpServerVerticle> open(Components parts, StudioService desk, Instant since) {
    Vertx vertx = parts.vertx();
    Ownership ownership = parts.ground().ownership();
    NodeStatus portrait = new NodeStatus(parts, since);
    int size = parts.ground().cluster().isPresent() ? parts.settings().cluster().size() : 1;
    ClusterNodes neighbours = new ClusterNodes(vertx, ownership, size, portrait, desk::tellHere);
    ClusterCallLog calls = new ClusterCallLog(vertx, ownership, parts.llm(), neighbours::gone);
    ApiSources sources = new ApiSources(
        desk,
        parts.journal(),
        parts.repositories(),
        calls,
        () -> neighbours.seen(desk.board()),
        portrait::models);
    return Future.all(neighbours.begin(), calls.begin())
        .compose(begun -> vertx.executeBlocking(() ->
            new HttpServerVerticle(parts.settings().http(), parts.folder().httpTokenFile(), sources)))
        .compose(web -> vertx.deployVerticle(web).map(web));
  }
}
