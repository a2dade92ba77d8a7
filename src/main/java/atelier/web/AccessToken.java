package atelier.web;

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

/** The token that callers from elsewhere must present, and the names they may call this node by. */
public final class AccessToken {
  private static final int BYTES = 32;

  private AccessToken() {}

  /**
   * Who may call a node that listens on {@code host}. Blocking: looks addresses up, and may make
   * the token's file.
   *
   * @param configured the token that was set; empty: the one in {@code file}, made where missing
   * @param extra further names of this node
   */
  static Access access(String host, String configured, List<String> extra, Path file) {
    Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    extra.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    if (isLoopback(host)) {
      return new Access(names, "");
    }
    names.add(bracketed(host).toLowerCase(Locale.ROOT));
    names.addAll(ownNames());
    return new Access(names, configured.isEmpty() ? kept(file) : configured);
  }

  /** Whether only this machine can reach what listens there. */
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "http.host " + host + " is not an address of this machine, nor a name of one", e);
    }
  }

  private static Set<String> ownNames() {
    Set<String> names = new HashSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(address -> address.getHostAddress().replaceFirst("%.*$", ""))
          .forEach(address -> names.add(bracketed(address)));
      String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      names.add(name);
      names.add(name.replaceFirst("\\..*$", "") + ".local");
    } catch (SocketException | UnknownHostException e) {
      // What cannot be found out is simply not answered to; http.hosts can add it.
      return names;
    }
    return names;
  }

  /** As it stands in a {@code Host} header and in addresses. */
  static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String kept(Path file) {
    try {
      if (Files.exists(file)) {
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (!token.isEmpty()) {
          return token;
        }
      }
      byte[] bytes = new byte[BYTES];
      new SecureRandom().nextBytes(bytes);
      String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      write(file, token);
      return token;
    } catch (IOException e) {
      throw new IllegalStateException(
          "the token file " + file + " cannot be used (" + e.getMessage() + "): set http.token", e);
    }
  }

  /** In one piece, and never readable by others, not even for a moment. */
  private static void write(Path file, String token) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, token + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
