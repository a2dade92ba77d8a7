package atelier.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShellWordsTest {
  @Test
  void quotesWhatAShellWouldChange() {
    assertThat(ShellWords.quote(List.of("python3", "-m", "unittest")))
        .isEqualTo("python3 -m unittest");
    assertThat(ShellWords.quote(List.of("a b", "", "it's", "$HOME")))
        .isEqualTo("'a b' '' 'it'\\''s' '$HOME'");
  }

  @Test
  void whatItQuotedItSplitsAgain() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 2_000; round++) {
      List<String> words = IntStream.range(0, random.nextInt(1, 5))
          .mapToObj(i -> i == 0 ? "cmd" : word(random))
          .toList();
      assertThat(ShellWords.command(ShellWords.quote(words))).isEqualTo(words);
    }
  }

  private static String word(SplittableRandom random) {
    String letters = "ab '\"\\$`*=-&|;<>()\n";
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  @Test
  void aFailureAnywhereInShellTextFailsTheCommand() {
    assertThat(ShellWords.command("cmd | tail"))
        .containsExactly("bash", "-e", "-o", "pipefail", "-c", "cmd | tail");
    assertThat(ShellWords.command("cmd \"$HOME\"").get(0)).isEqualTo("bash");
    assertThat(ShellWords.command("cmd '$HOME'")).containsExactly("cmd", "$HOME");
  }

  @Test
  void refusesWhatIsNoCommand() {
    assertThatThrownBy(() -> ShellWords.command("  ")).hasMessageContaining("empty");
    assertThatThrownBy(() -> ShellWords.command("a \"b")).hasMessageContaining("not closed");
  }
}
