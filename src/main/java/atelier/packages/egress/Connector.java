package atelier.packages.egress;

import atelier.config.ProxySettings;
import io.vertx.core.Future;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ProxyOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Connects to allowed targets: directly, to the very addresses that were checked, or through the
 * node's own proxy.
 */
final class Connector {
  private static final int MAX_ADDRESSES = 4;

  /** Why there is no connection. */
  static final class NotConnected extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    NotConnected(Refusal refusal) {
      super(refusal.reason());
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  private final NetClient client;
  private final ProxySettings upstream;
  private final HostResolver resolver;
  private final EgressRules rules;
  private final EgressLimits limits;

  Connector(
      NetClient client,
      ProxySettings upstream,
      HostResolver resolver,
      EgressRules rules,
      EgressLimits limits) {
    this.client = client;
    this.upstream = upstream;
    this.resolver = resolver;
    this.rules = rules;
    this.limits = limits;
  }

  /** Connects; a failure is a {@link NotConnected}. */
  Future<NetSocket> connect(Target target) {
    Optional<ProxyOptions> proxy =
        upstream.optionsFor("https://" + target.host() + ":" + target.port());
    if (proxy.isPresent()) {
      return client
          .connect(options(target.host(), target.port()).setProxyOptions(proxy.get()))
          .recover(failure -> notConnected(Refusal.badGateway("the node's proxy: " + failure)));
    }
    return resolver
        .resolve(target.host())
        .timeout(limits.connectTimeMs(), TimeUnit.MILLISECONDS)
        .recover(failure -> notConnected(Refusal.badGateway("its address was not found")))
        .compose(addresses -> {
          List<InetAddress> allowed = new ArrayList<>();
          Optional<String> problem = Optional.of("it has no address");
          for (InetAddress address : addresses) {
            Optional<String> notPublic = AddressRanges.notPublic(address);
            if (notPublic.isEmpty() || rules.isNamedByUser(target)) {
              allowed.add(address);
            } else {
              problem = notPublic;
            }
          }
          return allowed.isEmpty()
              ? notConnected(Refusal.forbidden(problem.get()).orElseThrow())
              : connect(allowed, 0, target.port());
        });
  }

  private Future<NetSocket> connect(List<InetAddress> addresses, int index, int port) {
    return client
        .connect(options(addresses.get(index).getHostAddress(), port))
        .recover(failure -> index + 1 < Math.min(addresses.size(), MAX_ADDRESSES)
            ? connect(addresses, index + 1, port)
            : notConnected(Refusal.badGateway("it did not answer")));
  }

  private ConnectOptions options(String host, int port) {
    return new ConnectOptions().setHost(host).setPort(port).setTimeout(limits.connectTimeMs());
  }

  private static <T> Future<T> notConnected(Refusal refusal) {
    return Future.failedFuture(new NotConnected(refusal));
  }
}
