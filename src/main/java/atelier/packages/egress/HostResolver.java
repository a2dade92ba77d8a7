package atelier.packages.egress;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a host; the future fails if there are none. */
interface HostResolver {
  Future<List<InetAddress>> resolve(String host);

  /** As the host's own system does. */
  static HostResolver ofSystem(Vertx vertx) {
    return host -> vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
  }
}
