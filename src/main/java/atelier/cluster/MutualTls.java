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

/** Who is on the bus shows a certificate of the cluster's own authority, both ways. */
final class MutualTls {
  private static final String AUTHORITY = "ca.pem";
  private static final String CERTIFICATE = "node.pem";
  private static final String KEY = "node-key.pem";

  private static final int SHOWN_BYTES = 8;

  private MutualTls() {}

  /**
   * Sets it.
   *
   * @param folder what {@code scripts/cluster-keys} made for this node
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
   * What tells authorities apart; empty for no folder, and so no TLS. It protects nothing, and only
   * lets nodes that cannot understand each other say so.
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
        throw new IllegalStateException("cluster.tls names " + keys + ", but " + file
            + " cannot be read there: make the keys with scripts/cluster-keys");
      }
    }
  }
}
