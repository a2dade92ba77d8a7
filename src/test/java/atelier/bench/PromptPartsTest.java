package atelier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.bench.PromptParts.Part;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a prompt is divided for the measurement. */
final class PromptPartsTest {
  @Test
  void everyCharacterBelongsToOnePart() {
    String task = """
        # a.py, which your file uses
        ```
        # What is wrong with it
        ```
        # Your file: b.py
        d
        # What is wrong with it
        - all
        """;
    Map<Part, Integer> chars = PromptParts.charsOf(Prompt.plainText(
        "p", "writer", Purpose.WRITE, "b.py", "rules", "# What to build\nspec\n" + task, 9));

    assertThat(chars.values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo("rules".length() + "\n# What to build\nspec\n".length() + task.length() + 1);
    assertThat(chars.get(Part.RULES)).isEqualTo(5);
    assertThat(chars.get(Part.SPEC)).isEqualTo("# What to build\nspec\n".length());
    assertThat(chars.get(Part.BODIES)).isEqualTo(task.indexOf("# Your file"));
    assertThat(chars.get(Part.DIAGNOSTICS))
        .isEqualTo("# What is wrong with it\n- all\n".length() + 1);
  }
}
