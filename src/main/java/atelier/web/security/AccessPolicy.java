package atelier.web.security;

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
 * @param hostNames the hosts, without port and in lower case, by which callers may address this node
 * @param token what callers must present; empty where none is needed
 */
public record AccessPolicy(Set<String> hostNames, String token) {
  private static final Pattern HOST_HEADER =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?");

  public AccessPolicy {
    hostNames = Set.copyOf(hostNames);
  }

  public boolean needsToken() {
    return !token.isEmpty();
  }

  /** Whether a {@code Host} names this node: only that tells a rebound DNS name from ours. */
  boolean isAllowedHost(@Nullable String hostHeader) {
    if (hostHeader == null) {
      return false;
    }
    Matcher match = HOST_HEADER.matcher(hostHeader);
    return match.matches() && hostNames.contains(match.group(1).toLowerCase(Locale.ROOT));
  }

  /** Whether a page of this origin may open feeds and change things; programs send none. */
  boolean isAllowedOrigin(@Nullable String origin, @Nullable String hostHeader) {
    if (origin == null) {
      return true;
    }
    return hostHeader != null
        && (origin.equalsIgnoreCase("http://" + hostHeader) || origin.equalsIgnoreCase("https://" + hostHeader))
        && isAllowedHost(hostHeader);
  }

  /** What a caller presents. */
  enum CredentialCheck {
    MISSING,
    INVALID,
    VALID
  }

  /**
   * Judges what a caller presents.
   *
   * @param authorization the header: {@code Bearer TOKEN}, or {@code Basic} with the token as the
   *     password, as git sends it
   * @param cookie the value of this node's cookie
   */
  CredentialCheck checkCredential(@Nullable String authorization, @Nullable String cookie) {
    if (authorization != null) {
      return matchesToken(tokenIn(authorization)) ? CredentialCheck.VALID : CredentialCheck.INVALID;
    }
    if (cookie == null) {
      return CredentialCheck.MISSING;
    }
    // A cookie outlives a change of the token: it is no guess, only stale.
    return constantTimeEquals(cookie, sessionCookieValue()) ? CredentialCheck.VALID : CredentialCheck.MISSING;
  }

  boolean matchesToken(String presented) {
    return constantTimeEquals(presented, token);
  }

  /** The cookie's value: it follows from the token, so that it outlives a restart. */
  String sessionCookieValue() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] code = mac.doFinal("atelier dashboard".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String tokenIn(String authorization) {
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

  private static boolean constantTimeEquals(String left, String right) {
    return !right.isEmpty()
        && MessageDigest.isEqual(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the token: a record's own would tell it. */
  @Override
  public String toString() {
    return "Access" + hostNames;
  }
}
