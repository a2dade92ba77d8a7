package atelier.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpdxLicenseTest {
  @Test
  void identifiersAreSpelledAsTheListDoes() {
    assertThat(SpdxLicense.id("MIT")).contains("MIT");
    assertThat(SpdxLicense.id("apache-2.0")).contains("Apache-2.0");
    assertThat(SpdxLicense.id("MIT License")).isEmpty();
    assertThat(SpdxLicense.id("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIT",
        "MIT OR Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0+",
        "((MIT))",
        "LicenseRef-own AND MIT"
      })
  void readsExpressions(String text) {
    assertThat(SpdxLicense.isExpression(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "BSD License",
        "MIT OR",
        "OR MIT",
        "MIT Apache-2.0",
        "(MIT",
        "MIT)",
        "()",
        "MIT or Apache-2.0",
        "MIT WITH",
        "LicenseRef-<b>",
        "SEE LICENSE IN LICENSE.md"
      })
  void whatIsNoExpressionIsAName(String text) {
    assertThat(SpdxLicense.isExpression(text)).isFalse();
  }

  @Test
  void deepExpressionsEnd() {
    assertThat(SpdxLicense.isExpression("(".repeat(50) + "MIT" + ")".repeat(50)))
        .isFalse();
  }
}
