package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.web.Access.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call: names, origins, tokens. */
final class AccessTest {
  private static final Access ACCESS =
      new Access(Set.of("localhost", "127.0.0.1", "[::1]", "atelier.local"), "secret");

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
  void aHostIsKnownByItsExactName(String host, boolean known) {
    assertThat(ACCESS.knowsHost(host)).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:4000, localhost:4000, true", "https://atelier.local, atelier.local, true",
    "http://localhost:3000, localhost:4000, false", "null, localhost:4000, false",
    "http://evil.example, localhost:4000, false", "http://evil.example, evil.example, false",
    "file://, localhost:4000, false", "'', localhost:4000, false"
  })
  void onlyPagesOfThisVeryHostMayChangeThings(String origin, String host, boolean admitted) {
    assertThat(ACCESS.admitsOrigin(origin, host)).isEqualTo(admitted);
  }

  @Test
  void programsSendNoOrigin() {
    assertThat(ACCESS.admitsOrigin(null, "localhost:4000")).isTrue();
    assertThat(ACCESS.knowsHost(null)).isFalse();
  }

  @Test
  void aTokenIsTakenAsBearerAsGitsPasswordAndAsACookie() {
    String basic =
        Base64.getEncoder().encodeToString("anybody:secret".getBytes(StandardCharsets.UTF_8));

    assertThat(ACCESS.judge("Bearer secret", null)).isEqualTo(Credential.RIGHT);
    assertThat(ACCESS.judge("bearer secret", null)).isEqualTo(Credential.RIGHT);
    assertThat(ACCESS.judge("Basic " + basic, null)).isEqualTo(Credential.RIGHT);
    assertThat(ACCESS.judge("Bearer secre", null)).isEqualTo(Credential.WRONG);
    assertThat(ACCESS.judge("Basic !!", null)).isEqualTo(Credential.WRONG);
    assertThat(ACCESS.judge("secret", null)).isEqualTo(Credential.WRONG);
    assertThat(ACCESS.judge(null, ACCESS.session())).isEqualTo(Credential.RIGHT);
    assertThat(ACCESS.judge(null, "secret")).isEqualTo(Credential.NONE);
    assertThat(ACCESS.judge(null, null)).isEqualTo(Credential.NONE);
    assertThat(ACCESS.toString() + ACCESS.session()).doesNotContain("secret");
  }

  @Test
  void afterTenWrongTokensAnAddressWaitsAMinuteAndOthersDoNot() {
    AtomicLong nowNs = new AtomicLong();
    LoginThrottle guesses = new LoginThrottle(nowNs::get);
    for (int i = 0; i < 10; i++) {
      assertThat(guesses.waitSeconds("a")).isZero();
      guesses.wrong("a");
    }

    assertThat(guesses.waitSeconds("a")).isEqualTo(61);
    assertThat(guesses.waitSeconds("b")).isZero();
    nowNs.addAndGet(60_000_000_000L);
    assertThat(guesses.waitSeconds("a")).isZero();
  }
}
