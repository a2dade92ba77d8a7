package atelier.node;

import atelier.cli.context.RunningNode;
import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/** Brings a node up, or says in a sentence what is in the way and leaves nothing behind. */
public final class Bootstrap {
  private Bootstrap() {}

  /**
   * A node by these settings.
   *
   * @param onlyProject the one that it looks after; it then stands alone and listens to nobody
   * @param record whether it keeps what its model answers
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

  private static Future<RunningNode> deployNode(Components components, boolean withHttp) {
    Node node = new Node(components);
    return node.deployAgents()
        .compose(started -> withHttp ? node.startHttp() : Future.succeededFuture())
        .<RunningNode>map(started -> node)
        .recover(problem -> components.close().transform(closed -> Future.failedFuture(problem)));
  }

  /**
   * Closes the bus under a failed start. A future of that bus would never tell of it: its threads
   * are gone by then. So this one belongs to none.
   */
  private static Future<RunningNode> closeTransportOnFailure(Transport transport, Future<RunningNode> starting) {
    Promise<RunningNode> started = Promise.promise();
    starting
        .onSuccess(started::complete)
        .onFailure(problem -> transport.close().onComplete(closed -> started.fail(problem)));
    return started.future();
  }
}
