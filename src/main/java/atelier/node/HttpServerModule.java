package atelier.node;

import atelier.message.Ownership;
import atelier.schedule.StudioService;
import atelier.secret.NodeSecrets;
import atelier.web.ApiSources;
import atelier.web.HttpServerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;

/** Connects the HTTP server to a node's studio, journal, and the status of all nodes. */
final class HttpServerModule {
  private HttpServerModule() {}

  /** Starts the server; completes when it listens. */
  static Future<HttpServerVerticle> start(
      Components components, StudioService studio, Instant startedAt) {
    Vertx vertx = components.vertx();
    Ownership ownership = components.transport().ownership();
    NodeStatus nodeStatus = new NodeStatus(components, startedAt);
    int size = components.transport().cluster().isPresent()
        ? components.settings().cluster().size()
        : 1;
    ClusterNodes clusterNodes =
        new ClusterNodes(vertx, ownership, size, nodeStatus, studio::publishLocally);
    ClusterCallLog calls =
        new ClusterCallLog(vertx, ownership, components.llm(), clusterNodes::departedNodes);
    ApiSources sources = new ApiSources(
        studio,
        components.journal(),
        components.repositories(),
        calls,
        () -> clusterNodes.view(studio.queueSnapshot()),
        nodeStatus::modelHealth);
    return Future.all(clusterNodes.start(), calls.start())
        .compose(started -> vertx.executeBlocking(() -> new HttpServerVerticle(
            components.settings().http(), components.folder().httpTokenFile(), sources)))
        .compose(server -> vertx.deployVerticle(server).map(server))
        // The server may have generated the token just now.
        .compose(server -> vertx.executeBlocking(() -> {
          components.redactor().add(NodeSecrets.ofTokenFile(components.folder().httpTokenFile()));
          return server;
        }));
  }
}
