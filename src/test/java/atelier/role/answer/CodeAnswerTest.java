package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.FilePlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeAnswerTest {
  private static CodeAnswer parse(String answer) {
    return parse(answer, "main.py");
  }

  private static CodeAnswer parse(String answer, String path) {
    return CodeAnswer.parse(answer, false, new FilePlan(path, "d", List.of(), ""));
  }

  @Test
  void findsTheFileAndTheMessageBeforeIt() {
    CodeAnswer answer =
        parse("Commit: Add the store\n\n```python\nx = 1\n\ny = 2\n```\nHope this helps!");

    assertThat(answer.rejectionReason()).isEmpty();
    assertThat(answer.content()).isEqualTo("x = 1\n\ny = 2\n");
    assertThat(answer.message()).isEqualTo("Add the store");
  }

  @Test
  void acceptsAnAnswerWithoutAMessage() {
    CodeAnswer answer = parse("```\nx\n```");

    assertThat(answer.content()).isEqualTo("x\n");
    assertThat(answer.message()).isEmpty();
  }

  @Test
  void keepsTheFencesInsideAMarkdownFile() {
    CodeAnswer answer = parse("```markdown\n# A\n```\ncode\n```\nend\n```\n");

    assertThat(answer.content()).isEqualTo("# A\n```\ncode\n```\nend\n");
  }

  @Test
  void keepsShorterFencesInsideALongerOne() {
    CodeAnswer answer = parse("````md\n```\nx\n```\n````");

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
    assertThat(parse(text).rejectionReason()).isNotEmpty();
    assertThat(parse(text).content()).isEmpty();
  }

  @Test
  void rejectsATruncatedAnswerThatLooksComplete() {
    assertThat(CodeAnswer.parse("```\nx\n```", true, new FilePlan("main.py", "d", List.of(), ""))
            .rejectionReason())
        .contains("cut off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"print('...')", "const rest = [...list];", "# TODO list app", "x = ..."})
  void acceptsCodeThatResemblesAnOmission(String line) {
    assertThat(parse("```\n" + line + "\n```").rejectionReason()).isEmpty();
  }
}
