package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input of the commands for a running node. */
final class RemoteBadInputTest extends RemoteCommandsFixture {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      2 | submit                            | missing spec
      2 | submit ''                         | is empty
      2 | submit x -f y                     | not both
      2 | submit x --id A_b                 | not a valid project id
      2 | submit x --feature A_b            | not a valid project id
      2 | submit x --id a --feature b       | give only one
      1 | submit x --feature nobody         | there is no project nobody
      1 | submit x --id taken               | already exists: choose another id
      2 | submit two words                  | quote specs of several words
      2 | list -n 0                         | 1 to 200
      2 | list -n many                      | many
      2 | list --status done                | "status" must be one of
      2 | list --after there                | after
      2 | show                              | Missing required parameter: 'ID'
      2 | show ../etc                       | not a valid project id
      1 | show nobody                       | there is no project nobody
      1 | watch nobody                      | there is no project nobody
      2 | watch taken --after -1            | 0 or more
      2 | watch taken --after soon          | soon
      1 | cancel nobody                     | there is no project nobody
      1 | retry taken                       | is not paused
      2 | hint taken a.py                   | 'TEXT'
      1 | hint taken a.py x                 | has no file a.py
      1 | approve taken                     | is not waiting for approval
      2 | approve taken -f nowhere          | there is no file nowhere
      2 | approve taken -f .                | there is no file .
      2 | approve taken -f broken           | is not JSON: check line 1
      2 | approve taken -f long             | larger than 1 MiB
      2 | approve taken -f -                | standard input is not JSON
      2 | subnit x                          | did you mean submit?
      """)
  void rejectsBadInputWithOneLine(int code, String line, String message) throws Exception {
    webHarness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"taken\"}");
    Files.writeString(folder.resolve("broken"), "{\"files\": [}");
    Files.writeString(folder.resolve("long"), "[" + " ".repeat(1 << 20) + "]");
    harness.standardInput = new byte[] {'{', 0, 1};

    assertThat(run(Arrays.stream(line.split(" "))
            .map(arg -> arg.replace("''", ""))
            .toArray(String[]::new)))
        .isEqualTo(code);
    assertThat(harness.err().lines()).hasSize(1);
    assertThat(harness.err()).startsWith("atelier: ").contains(message);
    assertThat(harness.out()).isEmpty();
  }
}
