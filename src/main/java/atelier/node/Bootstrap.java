package atelier.node;

import atelier.cli.context.RunningNode;
import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/**
 * Starts a node in four steps: opens the {@link Transport}, opens the {@link Components} on it,
 * deploys the agents and the scheduler of a {@link Node}, and starts HTTP with {@link
 * HttpServerModule}. If a step fails, closes what the earlier ones opened and fails with a message
 * for the user.
 */
public final class Bootstrap {
  private Bootstrap() {}

  /**
   * Starts a node.
   *
   * @param onlyProject the only project to work on; the node is then standalone and has no HTTP
   *     server
   * @param record whether to record the answers of the models
   */
  public static Future<RunningNode> startNode(
      Settings settings, Optional<String> onlyProject, boolean record) {
    boolean clustered = settings.cluster().enabled() && onlyProject.isEmpty();
    Future<Transport> transport = clustered
        ? Transport.joinCluster(settings)
        : Future.succeededFuture(
            Transport.openStandalone(settings, id -> onlyProject.map(id::equals).orElse(true)));
    return transport.compose(opened -> closeTransportOnFailure(
        opened,
        Components.open(opened, settings, record)
            .compose(components -> deployNode(components, onlyProject.isEmpty()))));
  }

  /** Steps 3 and 4. Closes the components if one of them fails. */
  private static Future<RunningNode> deployNode(Components components, boolean withHttp) {
    Node node = new Node(components);
    return node.deployAgents()
        .compose(started -> withHttp ? node.startHttp() : Future.succeededFuture())
        .<RunningNode>map(started -> node)
        .recover(problem -> components.close().transform(closed -> Future.failedFuture(problem)));
  }

  /**
   * Closes the transport if the start fails. A future of the transport's Vert.x would then never
   * complete, since its threads have ended; the returned future belongs to no Vert.x.
   */
  private static Future<RunningNode> closeTransportOnFailure(
      Transport transport, Future<RunningNode> starting) {
    Promise<RunningNode> started = Promise.promise();
    starting
        .onSuccess(started::complete)
        .onFailure(problem -> transport.close().onComplete(closed -> started.fail(problem)));
    return started.future();
  }
}
