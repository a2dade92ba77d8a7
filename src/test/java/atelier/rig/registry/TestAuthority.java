package atelier.rig.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A company's certificate authority, which no system knows, and a certificate of its server. */
public final class TestAuthority {
  private static final String PASSWORD = "changeit";

  /** A name besides localhost that the certificate holds for; nothing resolves it but tests. */
  public static final String OTHER_NAME = "registry.test";

  private static final long LIMIT_SECONDS = 30;

  private final Path folder;
  private final Path keys;

  /** Creates an authority, with its files in a folder. */
  public TestAuthority(Path folder) throws IOException, GeneralSecurityException {
    this.folder = folder;
    keys = folder.resolve("keys.p12");
    keytool("-genkeypair", "-alias", "authority", "-dname", "CN=Test authority", "-ext", "bc:c");
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-dname",
        "CN=localhost",
        "-signer",
        "authority",
        "-ext",
        "san=dns:localhost,dns:" + OTHER_NAME);
    byte[] certificate = store().getCertificate("authority").getEncoded();
    Files.writeString(
        certificateFile(),
        "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n");
  }

  /** The authority's certificate. */
  public Path certificateFile() {
    return folder.resolve("company.pem");
  }

  SSLContext serverContext() throws IOException, GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    KeyStore server = store();
    server.deleteEntry("authority");
    factory.init(server, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void keytool(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of(
        "-keystore",
        keys.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "30"));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("keytool.log").toFile())
        .start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue())
        .as(Files.readString(folder.resolve("keytool.log")))
        .isZero();
  }
}
