package atelier.config;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which proxy the calls to models and research sources use, as {@code HTTP_PROXY}, {@code
 * HTTPS_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY} say. The addresses may contain credentials.
 *
 * @param http the proxy for {@code http} addresses; not set for none
 * @param https the proxy for {@code https} addresses; not set for none
 * @param all the proxy for both if their own is not set
 * @param except the addresses that are called directly, see {@link ProxyExceptions}
 */
public record ProxySettings(Secret http, Secret https, Secret all, String except) {
  public static final ProxySettings NONE =
      new ProxySettings(Secret.NONE, Secret.NONE, Secret.NONE, "");

  private static final Pattern ADDRESS = Pattern.compile(
      "(?:(http|socks|socks4a?|socks5h?)://)?(?:(?![a-z0-9]+://)(.*)@)?(\\[[0-9a-f:.]+]|[\\w.-]+)"
          + "(?::(\\d{1,5}))?/?",
      Pattern.CASE_INSENSITIVE);
  private static final Map<String, ProxyType> TYPES =
      Map.of("http", ProxyType.HTTP, "socks4", ProxyType.SOCKS4, "socks4a", ProxyType.SOCKS4);
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int SOCKS_PORT = 1080;

  /** Returns the proxy for a URL; empty if it is called directly. */
  public Optional<ProxyOptions> optionsFor(String url) {
    URI uri = URI.create(url);
    boolean isHttps = "https".equals(uri.getScheme());
    Secret own = isHttps ? https : http;
    Secret address = own.isSet() ? own : all;
    int port = uri.getPort() >= 0 ? uri.getPort() : isHttps ? HTTPS_PORT : HTTP_PORT;
    return address.isSet()
            && uri.getHost() != null
            && !ProxyExceptions.contains(except, uri.getHost(), port)
        ? Optional.of(parse(address.value()))
        : Optional.empty();
  }

  static boolean isAddress(String text) {
    Matcher match = ADDRESS.matcher(text);
    return match.matches()
        && (match.group(4) == null || Integer.parseInt(match.group(4)) <= 65_535);
  }

  private static ProxyOptions parse(String address) {
    Matcher match = ADDRESS.matcher(address);
    if (!match.matches()) {
      throw new InvalidSetting("a proxy's address is invalid: see the settings proxy.*");
    }
    String scheme = match.group(1) == null ? "http" : match.group(1).toLowerCase(Locale.ROOT);
    ProxyType type = TYPES.getOrDefault(scheme, ProxyType.SOCKS5);
    int defaultPort = type == ProxyType.HTTP ? HTTP_PORT : SOCKS_PORT;
    ProxyOptions options = new ProxyOptions()
        .setType(type)
        .setHost(match.group(3).replaceAll("[\\[\\]]", ""))
        .setPort(match.group(4) == null ? defaultPort : Integer.parseInt(match.group(4)));
    if (match.group(2) != null) {
      String[] userAndPassword = match.group(2).split(":", 2);
      options.setUsername(decode(userAndPassword[0]));
      options.setPassword(userAndPassword.length == 2 ? decode(userAndPassword[1]) : "");
    }
    return options;
  }

  /** Decodes percent-encoding; a text that has none, or an invalid one, is used as is. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
