package atelier.node;

import atelier.cluster.Cluster;
import atelier.config.Settings;
import atelier.message.Ownership;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/**
 * The Vert.x and event bus of a node, and which node leads which project: standalone, or shared
 * with the nodes of a cluster.
 */
record Transport(Vertx vertx, Ownership ownership, Optional<Cluster> cluster) {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final int DEFAULT_PORT = 5_701;

  /**
   * Opens the transport of a standalone node, which leads the projects that {@code leads} accepts.
   */
  static Transport openStandalone(Settings settings, Predicate<String> leads) {
    return new Transport(
        Vertx.vertx(), Ownership.alone(nodeName(settings), leads), Optional.empty());
  }

  /** Joins the cluster. Does not block; fails with a message for the user. */
  static Future<Transport> joinCluster(Settings settings) {
    CompletableFuture<Cluster> joined = CompletableFuture.supplyAsync(
        () -> Cluster.join(settings.cluster(), nodeName(settings)),
        task -> new Thread(task, "cluster-join").start());
    return Future.fromCompletionStage(joined)
        .map(cluster -> new Transport(cluster.vertx(), cluster, Optional.of(cluster)))
        .recover(problem -> Future.failedFuture(
            problem instanceof CompletionException wrapped ? wrapped.getCause() : problem));
  }

  /** The configured name, or else the host name, with the port if it is not the default one. */
  private static String nodeName(Settings settings) {
    if (!settings.nodeName().isEmpty()) {
      return settings.nodeName();
    }
    int port = settings.cluster().port();
    String host = hostName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    return settings.cluster().enabled() && port != DEFAULT_PORT ? host + "-" + port : host;
  }

  private static String hostName() {
    try {
      return Files.isReadable(HOST_NAME)
          ? Files.readString(HOST_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException unknown) {
      return "localhost";
    }
  }

  /** This node's name. */
  String self() {
    return ownership.self();
  }

  Future<Void> close() {
    return cluster.map(Cluster::leave).orElseGet(vertx::close);
  }
}
