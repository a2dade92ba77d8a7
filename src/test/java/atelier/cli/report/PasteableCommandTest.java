package atelier.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.ShellWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are broken into lines, as bash reads them. */
final class PasteableCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "python3",
        "it's 'quoted' and 'quoted again' and longer than one line of this terminal, it's",
        "a\nb\tc\u001b[2Jd\u202ee",
        "\\\\\\'\\''''''''''''''''''''''''''''''''''''''''''''''''''''''''\\",
        "価格価格価格価格価格価格価格価格価格価格価格価格価格価格価格価格価格",
        "# $HOME `id` $(id) ; exit 3"
      })
  void aShellRunsTheSameCommand(String word) throws Exception {
    for (int width : List.of(12, 33, 80)) {
      List<String> words = List.of("printf", "%s|", word, "x".repeat(50), word + word, "last");

      List<String> lines = PasteableCommand.lines("$ ", ShellWords.quote(words), width);

      assertThat(lines).allMatch(line -> WrappedText.columns(line) <= Math.max(width, 20));
      assertThat(lines).noneMatch(line -> line.codePoints().anyMatch(TerminalText::isUnsafe));
      assertThat(run(String.join("\n", lines).substring(2)))
          .isEqualTo(String.join("|", words.subList(2, words.size())) + "|");
    }
  }

  private static String run(String script) throws Exception {
    ProcessBuilder bash = new ProcessBuilder("bash", "-c", script);
    bash.environment().put("LC_ALL", "C.UTF-8");
    Process process = bash.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void anEndlessCommandIsCut() {
    assertThat(String.join("", PasteableCommand.lines("", "x".repeat(10_000), 80)))
        .hasSizeLessThan(4_200)
        .endsWith("…");
  }
}
