package atelier.role.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.packages.EcosystemState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the Architect reads about packages and versions. */
final class PackagesPromptTest {
  @Test
  void namesWhatCanBeHadAndWhyNotTheRest() {
    String text = new PackagesPrompt(
            List.of(
                new EcosystemState("npm", "npm 9.2.0", List.of("h.example"), "", ""),
                new EcosystemState("maven", "mvn", List.of(), "mvn is not installed", "")),
            List.of("node 18.20.1"))
        .text();

    assertThat(text)
        .contains("can also choose: node 18.20.1. No other version")
        .contains("installed of: npm. Not of: maven (mvn is not installed), PHP, ")
        .contains("\"assumptions\"")
        .doesNotContain("h.example")
        .endsWith("\n\n")
        .hasSizeLessThan(500);
  }

  @Test
  void isEmptyIfNothingIsKnown() {
    assertThat(new PackagesPrompt(List.of(), List.of()).text()).isEmpty();
  }
}
