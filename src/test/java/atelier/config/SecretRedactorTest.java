package atelier.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretRedactorTest {
  private final SecretRedactor redactor =
      SecretRedactor.of(List.of("sk-Canary/42+\"x", "", "short"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-Canary/42+\"x",
        "c2stQ2FuYXJ5LzQyKyJ4",
        "736b2d43616e6172792f34322b2278",
        "736B2D43616E6172792F34322B2278",
        "sk-Canary%2F42%2B%22x",
        "sk-Canary/42+\\\"x"
      })
  void replacesASecretInEveryForm(String form) {
    assertThat(redactor.redact("a " + form + " b")).isEqualTo("a **** b");
  }

  @Test
  void leavesOtherTextsAndShortValuesAsTheyAre() {
    assertThat(redactor.redact("a short text")).isEqualTo("a short text");
  }
}
