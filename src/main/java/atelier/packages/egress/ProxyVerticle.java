package atelier.packages.egress;

import atelier.config.ProxySettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sockets of a {@link RegistryProxy}. All connections are on its event loop. */
final class ProxyVerticle extends VerticleBase {
  /** The user {@code nobody}, who runs jobs if Atelier runs as root. */
  private static final int SANDBOX_UID = 65_534;

  /** The size of {@code sun_path}, with the zero at its end (unix(7)). */
  private static final int MAX_PATH_BYTES = 107;

  private final Path path;
  private final EgressRules rules;
  private final ProxySettings upstream;
  private final EgressLimits limits;
  private final HostResolver resolver;
  private final TrafficMeter meter;
  private final Set<ProxyConnection> connections = new HashSet<>();
  private volatile @Nullable Traffic last;

  ProxyVerticle(
      Path path,
      EgressRules rules,
      ProxySettings upstream,
      EgressLimits limits,
      HostResolver resolver) {
    this.path = path.toAbsolutePath();
    this.rules = rules;
    this.upstream = upstream;
    this.limits = limits;
    this.resolver = resolver;
    this.meter = new TrafficMeter(limits);
  }

  @Override
  public Future<?> start() {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      return Future.failedFuture(new IOException("the path of a socket is too long: " + path));
    }
    NetClient client = vertx.createNetClient(new NetClientOptions()
        .setConnectTimeout(limits.connectTimeMs())
        .setIdleTimeout(limits.idleMs())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    Connector connector = new Connector(client, upstream, resolver, rules, limits);
    NetServer server = vertx.createNetServer(new NetServerOptions()
        .setIdleTimeout(limits.idleMs())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    vertx.setTimer(limits.lifeMs(), expired -> {
      server.close();
      List.copyOf(connections).forEach(one -> one.end("open for too long"));
    });
    return server
        .connectHandler(socket -> accept(socket, connector))
        .listen(SocketAddress.domainSocketAddress(path.toString()))
        .compose(listening -> vertx.executeBlocking(this::restrict));
  }

  private void accept(NetSocket socket, Connector connector) {
    ProxyConnection connection =
        new ProxyConnection(vertx, socket, connector, rules, meter, limits);
    connections.add(connection);
    socket.closeHandler(closed -> {
      connections.remove(connection);
      connection.closed();
    });
    if (connections.size() > limits.maxConnections()) {
      connection.refuse("?", new Refusal("503 Service Unavailable", "too many connections"));
    } else {
      connection.begin();
    }
  }

  /** Blocking. Until then root alone, or the own user, could connect. */
  private @Nullable Void restrict() throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    if ((Integer) Files.getAttribute(path, "unix:uid") == 0) {
      Files.setAttribute(path, "unix:uid", SANDBOX_UID);
    }
    return null;
  }

  @Override
  public Future<?> stop() {
    List.copyOf(connections).forEach(ProxyConnection::close);
    last = meter.traffic();
    return vertx.executeBlocking(() -> Files.deleteIfExists(path));
  }

  /** What has passed, after this verticle was stopped. */
  Traffic traffic() {
    Traffic traffic = last;
    return traffic == null ? new Traffic(List.of(), List.of(), 0, 0) : traffic;
  }
}
