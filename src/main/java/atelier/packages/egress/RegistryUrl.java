package atelier.packages.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The URL of a registry without what could be a credential: user, password, query, fragment.
 *
 * @param text the URL
 * @param entry its host, as in {@link EgressRules}
 */
record RegistryUrl(String text, String entry) {
  private static final int HTTPS_PORT = 443;
  private static final int MAX_CHARS = 2_000;

  /** Reads an https URL; empty for anything else. */
  static Optional<RegistryUrl> parse(String text) {
    try {
      String stripped = text.strip();
      URI uri = new URI(stripped.length() <= MAX_CHARS ? stripped : "");
      if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
        return Optional.empty();
      }
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      String authority = uri.getPort() < 0 ? host : host + ":" + port;
      return Optional.of(
          new RegistryUrl("https://" + authority + path, EgressRules.entry(host, port)));
    } catch (URISyntaxException notUrl) {
      return Optional.empty();
    }
  }
}
