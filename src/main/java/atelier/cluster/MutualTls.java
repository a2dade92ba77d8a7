package atelier.cluster;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Mutual TLS for the event bus, with the certificate authority of the cluster. */
final class MutualTls {
  private static final String AUTHORITY = "ca.pem";
  private static final String CERTIFICATE = "node.pem";
  private static final String KEY = "node-key.pem";

  private static final int SHOWN_BYTES = 8;

  private MutualTls() {}

  /**
   * Enables mutual TLS.
   *
   * @param folder the folder that {@code scripts/cluster-keys} created for this node
   */
  static void set(EventBusOptions bus, String folder) {
    Path keys = Path.of(folder);
    requireFiles(keys);
    bus.setSsl(true)
        .setTrustAll(false)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(new PemKeyCertOptions()
            .addCertPath(keys.resolve(CERTIFICATE).toString())
            .addKeyPath(keys.resolve(KEY).toString()))
        .setTrustOptions(
            new PemTrustOptions().addCertPath(keys.resolve(AUTHORITY).toString()));
  }

  /**
   * Returns a short hash of the authority's certificate; empty without TLS. It protects nothing: it
   * only lets nodes with different authorities report that.
   */
  static String authority(String folder) {
    if (folder.isEmpty()) {
      return "";
    }
    Path keys = Path.of(folder);
    requireFiles(keys);
    try {
      byte[] certificate = Files.readAllBytes(keys.resolve(AUTHORITY));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
      return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("the keys in " + folder + " cannot be read", e);
    }
  }

  private static void requireFiles(Path keys) {
    for (String file : List.of(AUTHORITY, CERTIFICATE, KEY)) {
      if (!Files.isReadable(keys.resolve(file))) {
        throw new IllegalStateException("cluster.tls is " + keys + ", but " + file
            + " in it cannot be read: create the keys with scripts/cluster-keys");
      }
    }
  }
}
