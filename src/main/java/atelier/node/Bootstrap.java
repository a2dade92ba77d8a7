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
  public static Future<RunningNode> node(
      Settings settings, Optional<String> onlyProject, boolean record) {
    boolean shared = settings.cluster().enabled() && onlyProject.isEmpty();
    Future<Transport> ground = shared
        ? Transport.shared(settings)
        : Future.succeededFuture(
            Transport.alone(settings, id -> onlyProject.map(id::equals).orElse(true)));
    return ground.compose(stood -> cleared(
        stood,
        Components.open(stood, settings, record)
            .compose(parts -> on(parts, onlyProject.isEmpty()))));
  }

  private static Future<RunningNode> on(Components parts, boolean listening) {
    Node node = new Node(parts);
    return node.deploy()
        .compose(ready -> listening ? node.listen() : Future.succeededFuture())
        .<RunningNode>map(ready -> node)
        .recover(problem -> parts.close().transform(closed -> Future.failedFuture(problem)));
  }

  /**
   * Closes the bus under a failed start. A future of that bus would never tell of it: its threads
   * are gone by then. So this one belongs to none.
   */
  private static Future<RunningNode> cleared(Transport ground, Future<RunningNode> starting) {
    Promise<RunningNode> told = Promise.promise();
    starting
        .onSuccess(told::complete)
        .onFailure(problem -> ground.close().onComplete(closed -> told.fail(problem)));
    return told.future();
  }
}
