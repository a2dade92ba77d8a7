package atelier.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.web.security.AccessPolicy.CredentialCheck;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts, origins and tokens are allowed. */
final class AccessPolicyTest {
  private static final AccessPolicy ACCESS =
      new AccessPolicy(Set.of("localhost", "127.0.0.1", "[::1]", "atelier.local"), "secret");

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST:4000, true",
    "127.0.0.1:1, true",
    "[::1]:4000, true",
    "atelier.local, true",
    "evil.example, false",
    "localhost.evil.example, false",
    "127.0.0.1.nip.io, false",
    "localhost:4000@evil.example, false",
    "evil.example#localhost, false",
    "localhost:, false",
    "'', false",
    "127.0.0.2, false",
    "[::2], false"
  })
  void allowsExactHostNamesOnly(String host, boolean allowed) {
    assertThat(ACCESS.isAllowedHost(host)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:4000, localhost:4000, true", "https://atelier.local, atelier.local, true",
    "http://localhost:3000, localhost:4000, false", "null, localhost:4000, false",
    "http://evil.example, localhost:4000, false", "http://evil.example, evil.example, false",
    "file://, localhost:4000, false", "'', localhost:4000, false"
  })
  void allowsOriginsOfThisHostOnly(String origin, String host, boolean allowed) {
    assertThat(ACCESS.isAllowedOrigin(origin, host)).isEqualTo(allowed);
  }

  @Test
  void allowsRequestsWithoutOrigin() {
    assertThat(ACCESS.isAllowedOrigin(null, "localhost:4000")).isTrue();
    assertThat(ACCESS.isAllowedHost(null)).isFalse();
  }

  @Test
  void acceptsTheTokenAsBearerBasicPasswordAndCookie() {
    String basic =
        Base64.getEncoder().encodeToString("anybody:secret".getBytes(StandardCharsets.UTF_8));

    assertThat(ACCESS.checkCredential("Bearer secret", null)).isEqualTo(CredentialCheck.VALID);
    assertThat(ACCESS.checkCredential("bearer secret", null)).isEqualTo(CredentialCheck.VALID);
    assertThat(ACCESS.checkCredential("Basic " + basic, null)).isEqualTo(CredentialCheck.VALID);
    assertThat(ACCESS.checkCredential("Bearer secre", null)).isEqualTo(CredentialCheck.INVALID);
    assertThat(ACCESS.checkCredential("Basic !!", null)).isEqualTo(CredentialCheck.INVALID);
    assertThat(ACCESS.checkCredential("secret", null)).isEqualTo(CredentialCheck.INVALID);
    assertThat(ACCESS.checkCredential(null, ACCESS.sessionCookieValue()))
        .isEqualTo(CredentialCheck.VALID);
    assertThat(ACCESS.checkCredential(null, "secret")).isEqualTo(CredentialCheck.MISSING);
    assertThat(ACCESS.checkCredential(null, null)).isEqualTo(CredentialCheck.MISSING);
    assertThat(ACCESS.toString() + ACCESS.sessionCookieValue()).doesNotContain("secret");
  }

  @Test
  void throttlesAnAddressAfterTenWrongTokens() {
    AtomicLong nowNs = new AtomicLong();
    LoginThrottle throttle = new LoginThrottle(nowNs::get);
    for (int i = 0; i < 10; i++) {
      assertThat(throttle.retryAfterSeconds("a")).isZero();
      throttle.recordFailure("a");
    }

    assertThat(throttle.retryAfterSeconds("a")).isEqualTo(61);
    assertThat(throttle.retryAfterSeconds("b")).isZero();
    nowNs.addAndGet(60_000_000_000L);
    assertThat(throttle.retryAfterSeconds("a")).isZero();
  }
}
