package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeAnswerTest {
  @Test
  void findsTheFileAndTheMessageBeforeIt() {
    CodeAnswer answer = CodeAnswer.parse(
        "Commit: Add the store\n\n```python\nx = 1\n\ny = 2\n```\nHope this helps!", false);

    assertThat(answer.rejectionReason()).isEmpty();
    assertThat(answer.content()).isEqualTo("x = 1\n\ny = 2\n");
    assertThat(answer.message()).isEqualTo("Add the store");
  }

  @Test
  void acceptsAnAnswerWithoutAMessage() {
    CodeAnswer answer = CodeAnswer.parse("```\nx\n```", false);

    assertThat(answer.content()).isEqualTo("x\n");
    assertThat(answer.message()).isEmpty();
  }

  @Test
  void keepsTheFencesInsideAMarkdownFile() {
    CodeAnswer answer = CodeAnswer.parse("```markdown\n# A\n```\ncode\n```\nend\n```\n", false);

    assertThat(answer.content()).isEqualTo("# A\n```\ncode\n```\nend\n");
  }

  @Test
  void keepsShorterFencesInsideALongerOne() {
    CodeAnswer answer = CodeAnswer.parse("````md\n```\nx\n```\n````", false);

    assertThat(answer.content()).isEqualTo("```\nx\n```\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\nx = 1",
        "Here it is: x = 1",
        "",
        "```\nx = 1\n# ... existing code ...\n```",
        "```\nx = 1\n// rest of the code\n```",
        "```\nx\n# the rest of the file is unchanged\n```"
      })
  void rejectsIncompleteFiles(String text) {
    assertThat(CodeAnswer.parse(text, false).rejectionReason()).isNotEmpty();
    assertThat(CodeAnswer.parse(text, false).content()).isEmpty();
  }

  @Test
  void rejectsATruncatedAnswerThatLooksComplete() {
    assertThat(CodeAnswer.parse("```\nx\n```", true).rejectionReason()).contains("cut off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"print('...')", "const rest = [...list];", "# TODO list app", "x = ..."})
  void acceptsCodeThatResemblesAnOmission(String line) {
    assertThat(CodeAnswer.parse("```\n" + line + "\n```", false).rejectionReason())
        .isEmpty();
  }
}
