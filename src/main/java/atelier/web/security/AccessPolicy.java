package atelier.web.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are allowed, by their {@code Host}, {@code Origin} and token. Pure.
 *
 * @param hostNames the names and addresses of this node, in lower case and without a port
 * @param token the token that clients must present; empty if none is needed
 */
public record AccessPolicy(Set<String> hostNames, String token) {
  public AccessPolicy {
    hostNames = Set.copyOf(hostNames);
  }

  public boolean needsToken() {
    return !token.isEmpty();
  }

  /** Whether a {@code Host} header names this node. Protects against DNS rebinding. */
  boolean isAllowedHost(@Nullable String hostHeader) {
    return hostHeader != null && hostNames.contains(RequestForm.hostName(hostHeader));
  }

  /**
   * Whether a page of this origin may open a WebSocket or send an unsafe request. Clients other
   * than browsers send no {@code Origin} and are allowed.
   */
  boolean isAllowedOrigin(@Nullable String origin, @Nullable String hostHeader) {
    if (origin == null) {
      return true;
    }
    return hostHeader != null
        && (origin.equalsIgnoreCase("http://" + hostHeader)
            || origin.equalsIgnoreCase("https://" + hostHeader))
        && isAllowedHost(hostHeader);
  }

  /** The result of {@link #checkCredential}. */
  enum CredentialCheck {
    MISSING,
    INVALID,
    VALID
  }

  /**
   * Checks the credential of a request.
   *
   * @param authorization the header: {@code Bearer TOKEN} (RFC 6750), or {@code Basic} (RFC 7617)
   *     with the token as the password, as Git sends it
   * @param cookie the value of this node's session cookie
   */
  CredentialCheck checkCredential(@Nullable String authorization, @Nullable String cookie) {
    if (authorization != null) {
      return matchesToken(tokenIn(authorization)) ? CredentialCheck.VALID : CredentialCheck.INVALID;
    }
    if (cookie == null) {
      return CredentialCheck.MISSING;
    }
    // After a change of the token, old cookies are stale. They do not count as failed logins.
    return constantTimeEquals(cookie, sessionCookieValue())
        ? CredentialCheck.VALID
        : CredentialCheck.MISSING;
  }

  boolean matchesToken(String presented) {
    return constantTimeEquals(presented, token);
  }

  /** The session cookie's value: derived from the token, so it stays valid after a restart. */
  String sessionCookieValue() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] digest = mac.doFinal("atelier dashboard".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String tokenIn(String authorization) {
    String[] parts = authorization.split(" ", 2);
    if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer")) {
      return parts[1].strip();
    }
    if (parts.length == 2 && parts[0].equalsIgnoreCase("Basic")) {
      try {
        byte[] decoded = Base64.getDecoder().decode(parts[1].strip());
        String userAndPassword = new String(decoded, StandardCharsets.UTF_8);
        return userAndPassword.substring(userAndPassword.indexOf(':') + 1);
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

  /** Omits the token, which a record's default would print. */
  @Override
  public String toString() {
    return "AccessPolicy" + hostNames;
  }
}
