package atelier.packages.egress;

import atelier.config.ProxySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** How installs reach registries. */
public interface RegistryAccess {
  /** Opens a proxy on a socket, see {@link RegistryProxy#open}. */
  Future<RegistryProxy> open(Path socket, EgressRules rules);

  /** By the proxy of this node, if it has one. */
  static RegistryAccess by(Vertx vertx, ProxySettings upstream) {
    return (socket, rules) -> RegistryProxy.open(vertx, socket, rules, upstream);
  }
}
