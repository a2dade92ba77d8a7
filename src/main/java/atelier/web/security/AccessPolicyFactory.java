package atelier.web.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Builds the {@link AccessPolicy} of a node and keeps its token file. */
public final class AccessPolicyFactory {
  private static final int TOKEN_BYTES = 32;

  private AccessPolicyFactory() {}

  /**
   * Creates the policy of a node that listens on {@code host}; on a loopback address no token is
   * needed. Blocking: resolves addresses, and may create the token file.
   *
   * @param configuredToken the token from the settings; empty: the one in {@code tokenFile}, which
   *     is created if it is missing
   * @param extraHosts further names of this node
   */
  public static AccessPolicy create(
      String host, String configuredToken, List<String> extraHosts, Path tokenFile) {
    Set<String> hostNames = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    extraHosts.forEach(name -> hostNames.add(name.toLowerCase(Locale.ROOT)));
    if (isLoopback(host)) {
      return new AccessPolicy(hostNames, "");
    }
    hostNames.add(bracketIpv6(host).toLowerCase(Locale.ROOT));
    hostNames.addAll(localHostNames());
    String token = configuredToken.isEmpty() ? readOrCreateToken(tokenFile) : configuredToken;
    return new AccessPolicy(hostNames, token);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "http.host " + host + " is neither an address nor a host name of this machine", e);
    }
  }

  private static Set<String> localHostNames() {
    Set<String> names = new HashSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(address -> address.getHostAddress().replaceFirst("%.*$", ""))
          .forEach(address -> names.add(bracketIpv6(address)));
      String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      names.add(name);
      names.add(name.replaceFirst("\\..*$", "") + ".local");
    } catch (SocketException | UnknownHostException e) {
      // Names that cannot be resolved are not allowed; the setting http.hosts can add them.
      return names;
    }
    return names;
  }

  /** Puts an IPv6 address in brackets, as URLs and the {@code Host} header need it (RFC 3986). */
  public static String bracketIpv6(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String readOrCreateToken(Path file) {
    try {
      if (Files.exists(file)) {
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (!token.isEmpty()) {
          return token;
        }
      }
      byte[] bytes = new byte[TOKEN_BYTES];
      new SecureRandom().nextBytes(bytes);
      String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      writeAtomically(file, token);
      return token;
    } catch (IOException e) {
      throw new IllegalStateException(
          "the token file " + file + " cannot be used (" + e.getMessage() + "): set http.token", e);
    }
  }

  /** Writes a new file and renames it; only the owner can read it at any time. */
  private static void writeAtomically(Path file, String token) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, token + "\n");
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
