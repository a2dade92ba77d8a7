package atelier.cli;

import atelier.cli.command.SpecText;

import static org.assertj.core.api.Assertions.assertThat;

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

  private CommandHarness desk;

  @BeforeEach
  void sitDown() {
    desk = new CommandHarness(folder);
  }

  @Test
  void saysThatTheLocaleLostLettersOfTheSpec() {
    assertThat(desk.type("run", "a caf\uFFFD")).isEqualTo(2);
    assertThat(desk.err()).contains("LC_ALL=C.UTF-8");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      run                             | say what is to be built
      run ''                          | is empty
      run x -f y                      | not both
      run -f nowhere.md               | there is no file nowhere.md
      run -f binary                   | is not UTF-8 text
      run -f long                     | larger than 64 KiB
      run x --project A_b             | no id of a project
      run x --project -x              | no id of a project
      run --project new               | project new does not exist
      run x --ask                     | needs a terminal
      run x --ask --yes               | contradict
      run x --record no/where/f       | --record
      run two words                   | in quotes
      run x --prot 3                  | did you mean --port?
      run x --port many               | from 0 to 65535
      run x --set llm.modle=3         | did you mean llm.model?
      run x --conf nowhere.yaml       | there is no file nowhere.yaml
      rnu x                           | did you mean run?
      """)
  void refusesBadInputWithASentence(String line, String words) throws IOException {
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.writeString(folder.resolve("long"), "x".repeat(SpecText.MAX_BYTES + 1));
    var args =
        List.of(line.split(" ")).stream().map(arg -> arg.replace("''", "")).toList();

    var code = desk.type(args.toArray(String[]::new));

    assertThat(code).isEqualTo(2);
    assertThat(desk.err().lines()).hasSize(1);
    assertThat(desk.err()).startsWith("atelier: ").containsPattern(words.replace("?", "\\?"));
    assertThat(desk.out()).isEmpty();
  }
}
