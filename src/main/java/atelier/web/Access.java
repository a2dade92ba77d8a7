package atelier.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who may call: which names this node answers to, from where a browser may, and by what token.
 * Pure.
 *
 * @param names the hosts, without port and in lower case, by which callers may address this node
 * @param token what callers must present; empty where none is needed
 */
record Access(Set<String> names, String token) {
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?");

  Access {
    names = Set.copyOf(names);
  }

  boolean needsToken() {
    return !token.isEmpty();
  }

  /** Whether a {@code Host} names this node: only that tells a rebound DNS name from ours. */
  boolean knowsHost(@Nullable String host) {
    if (host == null) {
      return false;
    }
    Matcher match = HOST.matcher(host);
    return match.matches() && names.contains(match.group(1).toLowerCase(Locale.ROOT));
  }

  /** Whether a page of this origin may open feeds and change things; programs send none. */
  boolean admitsOrigin(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    return host != null
        && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host))
        && knowsHost(host);
  }

  /** What a caller presents. */
  enum Credential {
    NONE,
    WRONG,
    RIGHT
  }

  /**
   * Judges what a caller presents.
   *
   * @param authorization the header: {@code Bearer TOKEN}, or {@code Basic} with the token as the
   *     password, as git sends it
   * @param cookie the value of this node's cookie
   */
  Credential judge(@Nullable String authorization, @Nullable String cookie) {
    if (authorization != null) {
      return isToken(presented(authorization)) ? Credential.RIGHT : Credential.WRONG;
    }
    if (cookie == null) {
      return Credential.NONE;
    }
    // A cookie outlives a change of the token: it is no guess, only stale.
    return same(cookie, session()) ? Credential.RIGHT : Credential.NONE;
  }

  boolean isToken(String presented) {
    return same(presented, token);
  }

  /** The cookie's value: it follows from the token, so that it outlives a restart. */
  String session() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] code = mac.doFinal("atelier dashboard".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String presented(String authorization) {
    String[] words = authorization.split(" ", 2);
    if (words.length == 2 && words[0].equalsIgnoreCase("Bearer")) {
      return words[1].strip();
    }
    if (words.length == 2 && words[0].equalsIgnoreCase("Basic")) {
      try {
        byte[] decoded = Base64.getDecoder().decode(words[1].strip());
        String pair = new String(decoded, StandardCharsets.UTF_8);
        return pair.substring(pair.indexOf(':') + 1);
      } catch (IllegalArgumentException e) {
        return "";
      }
    }
    return "";
  }

  private static boolean same(String one, String other) {
    return !other.isEmpty()
        && MessageDigest.isEqual(
            one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the token: a record's own would tell it. */
  @Override
  public String toString() {
    return "Access" + names;
  }
}
