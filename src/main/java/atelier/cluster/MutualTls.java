package atelier.cluster;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who is on the bus shows a certificate of the cluster's own authority, both ways. */
final class MutualTls {
  private static final String AUTHORITY = "ca.pem";
  private static final String CERTIFICATE = "node.pem";
  private static final String KEY = "node-key.pem";

  private MutualTls() {}

  /**
   * Sets it.
   *
   * @param folder what {@code scripts/cluster-keys} made for this node
   */
  static void set(EventBusOptions bus, String folder) {
    Path keys = Path.of(folder);
    for (String file : List.of(AUTHORITY, CERTIFICATE, KEY)) {
      if (!Files.isReadable(keys.resolve(file))) {
        throw new IllegalStateException("cluster.tls names " + folder + ", but " + file
            + " cannot be read there: make the keys with scripts/cluster-keys");
      }
    }
    bus.setSsl(true)
        .setTrustAll(false)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(new PemKeyCertOptions()
            .addCertPath(keys.resolve(CERTIFICATE).toString())
            .addKeyPath(keys.resolve(KEY).toString()))
        .setTrustOptions(
            new PemTrustOptions().addCertPath(keys.resolve(AUTHORITY).toString()));
  }
}
