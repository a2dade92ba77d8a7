package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.FilePlan;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A file put into any form of answer comes out byte for byte or is refused; {@code -Dseed=N} plays
 * one.
 */
final class AnswerGrammarTest {
  private static final int SEEDS = 3_000;
  private static final List<String> LINES = List.of(
      "",
      "",
      "x = 1",
      "    indented",
      "\ttab",
      "# Title",
      "- item",
      "  ```",
      "    ```sh",
      "`a`",
      "``",
      "Text with </think> in it.",
      "“Quotes” — ä",
      "}",
      "$ make",
      "trailing  ",
      "~~");
  private static final List<String> PROSE =
      List.of("Here is the file.", "I hope this helps!", "It uses `a` and ```b```.", "Done.");
  private static final List<String> INFO =
      List.of("", "python", "markdown", "text", "src/a.md", "md title=\"a.md\"", "{.python}");

  private final FilePlan plan = new FilePlan("src/a.md", "d", List.of(), "");

  @Test
  void aFileComesOutAsItIsOrIsRefused() {
    Long only = Long.getLong("seed");
    int accepted = LongStream.range(0, SEEDS)
        .filter(seed -> only == null || only == seed)
        .mapToInt(this::play)
        .sum();

    assertThat(only != null || accepted > SEEDS * 3 / 4)
        .as("accepted " + accepted)
        .isTrue();
  }

  private int play(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder content = new StringBuilder("first\n");
    boolean longFence = random.nextInt(3) == 0;
    for (int i = random.nextInt(8); i >= 0; i--) {
      content.append(part(random, longFence));
    }
    content.append("last\n");
    boolean closed = random.nextInt(8) > 0;
    String answer = answer(random, content.toString(), longFence, closed);

    CodeAnswer parsed = CodeAnswer.parse(answer, false, plan);

    String as = "replay with -Dseed=" + seed + "\n" + answer;
    if (!parsed.rejectionReason().isEmpty()) {
      assertThat(parsed.rejectionReason()).as(as).containsIgnoringCase("fence");
      return 0;
    }
    assertThat(closed).as(as).isTrue();
    assertThat(parsed.content()).as(as).isEqualTo(content.toString());
    assertThat(parsed.message()).as(as).isEqualTo("Add it");
    return 1;
  }

  /** A line, or a pair of fences with lines, set apart as people write them. */
  private static String part(SplittableRandom random, boolean longFence) {
    if (random.nextInt(3) > 0) {
      return pick(random, LINES) + "\n";
    }
    String fence =
        longFence && random.nextBoolean() ? "````" : random.nextBoolean() ? "```" : "~~~";
    return "\n" + fence + pick(random, List.of("", "sh", "python")) + "\ncode\n\nmore\n" + fence
        + "\n\n";
  }

  private static String answer(
      SplittableRandom random, String content, boolean longFence, boolean closed) {
    String fence = (random.nextBoolean() ? "`" : "~").repeat(longFence ? 5 : 3);
    String indent = random.nextInt(4) == 0 ? pick(random, List.of("  ", "    ")) : "";
    StringBuilder answer = new StringBuilder(random.nextInt(8) == 0 ? "\uFEFF" : "");
    answer.append(thought(random));
    if (random.nextInt(3) == 0) {
      answer.append(pick(random, PROSE)).append("\n\n");
    }
    answer.append("Commit: Add it\n\n");
    answer.append(indent).append(fence).append(pick(random, INFO)).append('\n');
    content
        .lines()
        .forEach(
            line -> answer.append(line.isEmpty() ? "" : indent).append(line).append('\n'));
    if (closed) {
      answer.append(indent).append(fence).append('\n');
    }
    if (random.nextInt(3) == 0) {
      answer.append('\n').append(pick(random, PROSE)).append('\n');
    }
    String text = answer.toString();
    return random.nextInt(8) == 0 ? text.replace("\n", "\r\n") : text;
  }

  private static String thought(SplittableRandom random) {
    String draft = "I could write\n```python\nwrong\n```\nor not.";
    return switch (random.nextInt(6)) {
      case 0 -> "<think>\n" + draft + "\n</think>\n\n";
      case 1 -> draft + "\n</think>\n";
      case 2 -> "<reasoning>" + draft + "</reasoning>\n";
      default -> "";
    };
  }

  private static <T> T pick(SplittableRandom random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
