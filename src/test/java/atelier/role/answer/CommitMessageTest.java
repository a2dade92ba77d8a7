package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommitMessageTest {
  @ParameterizedTest
  @CsvSource({"Commit: Add x, Add x", "**commit message:** `Fix y`, Fix y", "'- Add z', Add z"})
  void removesMarkupAroundTheSubject(String answer, String subject) {
    assertThat(CommitMessage.extractSubject(answer)).isEqualTo(subject);
  }

  @Test
  void removesControlCharactersAndLimitsTheLength() {
    assertThat(CommitMessage.extractSubject("Add \u001b[31mred\u202e")).isEqualTo("Add  [31mred");
    assertThat(CommitMessage.extractSubject("x".repeat(500))).hasSize(100);
  }
}
