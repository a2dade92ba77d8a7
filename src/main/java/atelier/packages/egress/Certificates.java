package atelier.packages.egress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The certificate authorities that a package manager trusts: those that it names itself, or those
 * of the system. A company has its own.
 */
final class Certificates {
  /** Where the sandbox shows the system's certificates as well. */
  private static final String SYSTEM_FOLDER = "/etc/ssl/certs/";

  private static final String FILE = "/run/registry/certificates.pem";
  private static final long MAX_BYTES = 4 << 20;
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private static final List<String> VARIABLES = List.of(
      "SSL_CERT_FILE",
      "NODE_EXTRA_CA_CERTS",
      "npm_config_cafile",
      "PIP_CERT",
      "REQUESTS_CA_BUNDLE",
      "CURL_CA_BUNDLE",
      "CARGO_HTTP_CAINFO",
      "GIT_SSL_CAINFO");

  private static final String SYSTEM_FILE = SYSTEM_FOLDER + "ca-certificates.crt";

  private Certificates() {}

  /**
   * Adds the certificates to what the package manager gets.
   *
   * @param named the file that it names; empty for none
   * @throws ClientFailure if the file cannot be read
   */
  static void add(RegistryDraft draft, ClientQuestions questions, String named)
      throws ClientFailure {
    String file = named.isEmpty() ? questions.variable("SSL_CERT_FILE") : named;
    String shown = SYSTEM_FILE;
    if (!file.isEmpty() && isShown(file)) {
      shown = file;
    } else if (!file.isEmpty()) {
      draft.file(FILE, read(Path.of(file)));
      shown = FILE;
    }
    for (String variable : VARIABLES) {
      draft.variable(variable, shown);
    }
  }

  private static boolean isShown(String file) {
    return Path.of(file).normalize().toString().startsWith(SYSTEM_FOLDER);
  }

  /** Reads the certificates of a file, and no private key that may be beside them. */
  private static String read(Path file) throws ClientFailure {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ClientFailure("the file of certificates is too large: " + file);
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      StringBuilder certificates = new StringBuilder();
      int begin = text.indexOf(BEGIN);
      while (begin >= 0) {
        int end = text.indexOf(END, begin);
        if (end < 0) {
          break;
        }
        certificates.append(text, begin, end + END.length()).append('\n');
        begin = text.indexOf(BEGIN, end);
      }
      return Optional.of(certificates.toString())
          .filter(found -> !found.isEmpty())
          .orElseThrow(() -> new ClientFailure("no certificate is in " + file));
    } catch (IOException e) {
      throw new ClientFailure("the file of certificates cannot be read: " + file);
    }
  }
}
