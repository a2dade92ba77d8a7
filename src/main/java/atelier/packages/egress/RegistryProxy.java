package atelier.packages.egress;

import atelier.config.ProxySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/**
 * A proxy on a Unix socket that connects to the hosts of {@link EgressRules} and to nothing else:
 * what runs in the sandbox reaches registries through it. It understands the method CONNECT alone
 * and cannot read what is encrypted; it counts and limits the bytes. Thread-safe.
 */
public final class RegistryProxy {
  private final Vertx vertx;
  private final ProxyVerticle verticle;
  private final String deployment;

  private RegistryProxy(Vertx vertx, ProxyVerticle verticle, String deployment) {
    this.vertx = vertx;
    this.verticle = verticle;
    this.deployment = deployment;
  }

  /**
   * Opens a proxy with the default limits. If Atelier runs as root, the user of the sandbox owns
   * the socket; otherwise Atelier's own user does, who is the user of the sandbox too.
   *
   * @param socket the path of the socket, which must not exist yet; its folder must be one that the
   *     user of the sandbox can enter
   * @param upstream the proxy of this node, by which it reaches registries if it has one for them;
   *     that proxy then finds the addresses of hosts
   */
  public static Future<RegistryProxy> open(
      Vertx vertx, Path socket, EgressRules rules, ProxySettings upstream) {
    return open(vertx, socket, rules, upstream, EgressLimits.DEFAULT, HostResolver.ofSystem(vertx));
  }

  static Future<RegistryProxy> open(
      Vertx vertx,
      Path socket,
      EgressRules rules,
      ProxySettings upstream,
      EgressLimits limits,
      HostResolver resolver) {
    ProxyVerticle verticle = new ProxyVerticle(socket, rules, upstream, limits, resolver);
    return vertx.deployVerticle(verticle).map(id -> new RegistryProxy(vertx, verticle, id));
  }

  /** Closes the socket and all connections, deletes the socket, and returns what passed. */
  public Future<Traffic> close() {
    return vertx.undeploy(deployment).map(closed -> verticle.traffic());
  }
}
