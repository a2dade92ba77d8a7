package atelier.packages.egress;

import atelier.config.ProxySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Access to registries on loopback, for tests of whole installs. */
public final class TestRegistries {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private TestRegistries() {}

  /** The registries that the package managers of a user with these variables name. */
  public static Registries of(Vertx vertx, Map<String, String> environment) {
    return new Registries(vertx, List.of(), environment, LIMIT);
  }

  /** With the limits of installs; every host has the address of loopback. */
  public static RegistryAccess access(Vertx vertx) {
    return (socket, rules) -> RegistryProxy.open(
        vertx,
        socket,
        rules,
        ProxySettings.NONE,
        EgressLimits.DEFAULT,
        host -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())));
  }
}
