package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.cli.command.SpecText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  @TempDir
  Path folder;

  private CommandHarness harness;

  @BeforeEach
  void setUp() {
    harness = new CommandHarness(folder);
  }

  @Test
  void reportsCharactersLostByTheLocale() {
    assertThat(harness.run("run", "a caf\uFFFD")).isEqualTo(2);
    assertThat(harness.err()).contains("LC_ALL=C.UTF-8");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      run                             | missing spec
      run ''                          | is empty
      run x -f y                      | not both
      run -f nowhere.md               | there is no file nowhere.md
      run -f binary                   | is not UTF-8 text
      run -f long                     | larger than 64 KiB
      run x --project A_b             | not a valid project id
      run x --project -x              | not a valid project id
      run --project new               | project new does not exist
      run x --ask                     | needs a terminal
      run x --ask --yes               | contradict
      run x --record no/where/f       | --record
      run two words                   | quote specs of several words
      run x --prot 3                  | did you mean --port?
      run x --port many               | from 0 to 65535
      run x --set llm.modle=3         | did you mean llm.model?
      run x --conf nowhere.yaml       | there is no file nowhere.yaml
      rnu x                           | did you mean run?
      """)
  void rejectsBadInputWithOneLine(String line, String message) throws IOException {
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.writeString(folder.resolve("long"), "x".repeat(SpecText.MAX_BYTES + 1));
    var args =
        List.of(line.split(" ")).stream().map(arg -> arg.replace("''", "")).toList();

    var code = harness.run(args.toArray(String[]::new));

    assertThat(code).isEqualTo(2);
    assertThat(harness.err().lines()).hasSize(1);
    assertThat(harness.err()).startsWith("atelier: ").containsPattern(message.replace("?", "\\?"));
    assertThat(harness.out()).isEmpty();
  }
}
