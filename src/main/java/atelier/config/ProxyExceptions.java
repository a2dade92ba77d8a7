package atelier.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses need no proxy: loopback always, and what {@code NO_PROXY} lists. Its
 * entries are host names with their subdomains ({@code corp.example}, {@code .corp.example}, {@code
 * *.corp.example}), addresses, ranges ({@code 10.0.0.0/8}), each with or without a port, or {@code
 * *}. Names are never resolved.
 */
final class ProxyExceptions {
  private static final String LITERAL = "[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-f.]*:[0-9a-f:.]*";

  private ProxyExceptions() {}

  static boolean contains(String exceptions, String targetHost, int port) {
    String host = normalize(targetHost);
    InetAddress address = parseLiteral(host);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || (address != null && (address.isLoopbackAddress() || address.isAnyLocalAddress()))
        || Arrays.stream(exceptions.split("[,\\s]+"))
            .filter(entry -> !entry.isEmpty())
            .anyMatch(entry -> matches(normalize(entry), host, address, port));
  }

  private static String normalize(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst("[.]$", "").replaceFirst("^\\[(.*)]$", "$1");
  }

  private static boolean matches(
      String entry, String host, @Nullable InetAddress address, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.contains("/")) {
      return address != null && isInRange(address, entry);
    }
    String withoutPort = entry.matches("[^:]+:[0-9]+|\\[.*]:[0-9]+")
        ? entry.substring(0, entry.lastIndexOf(':'))
        : entry;
    if (withoutPort.length() < entry.length()
        && !entry.substring(withoutPort.length() + 1).equals(Integer.toString(port))) {
      return false;
    }
    String name = normalize(withoutPort).replaceFirst("^[*]?[.]", "");
    InetAddress literal = parseLiteral(name);
    return literal != null
        ? literal.equals(address)
        : host.equals(name) || host.endsWith("." + name);
  }

  private static boolean isInRange(InetAddress address, String range) {
    InetAddress network = parseLiteral(normalize(range.substring(0, range.indexOf('/'))));
    String bits = range.substring(range.indexOf('/') + 1);
    if (network == null || !bits.matches("[0-9]{1,3}")) {
      return false;
    }
    byte[] actual = address.getAddress();
    byte[] expected = network.getAddress();
    int hostBits = actual.length * 8 - Integer.parseInt(bits);
    return actual.length == expected.length
        && hostBits >= 0
        && new BigInteger(1, actual)
            .shiftRight(hostBits)
            .equals(new BigInteger(1, expected).shiftRight(hostBits));
  }

  /** Parses an IP address; null for a name, which is never resolved. */
  private static @Nullable InetAddress parseLiteral(String text) {
    try {
      return text.matches(LITERAL) ? InetAddress.getByName(text) : null;
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }
}
