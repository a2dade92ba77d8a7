package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.proof.StartJudge.End;
import atelier.sandbox.ProbeReport.ServerReport;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What running a start command by itself shows. */
final class StartJudgeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | WORKS | ",
        "2 | WORKS | usage: add.py A B",
        "1 | WORKS | error: missing required argument FILE",
        "64 | WORKS | Error: no input file given",
        "1 | CRASHED | Traceback (most recent call last):",
        "2 | CRASHED | python3: can't open file '/work/x.py': [Errno 2] No such file or directory",
        "1 | CRASHED | Error: Cannot find module '/work/x.js'",
        "2 | CRASHED | panic: runtime error: index out of range",
        "101 | CRASHED | thread 'main' panicked at src/main.rs:2:5:",
        "1 | CRASHED | Exception in thread \"main\" java.lang.NullPointerException",
        "1 | CRASHED | Error: Could not find or load main class Main",
        "1 | CRASHED | add.rb:3:in `add': undefined method (NoMethodError)",
        "1 | UNKNOWN | EOFError: EOF when reading a line",
        "127 | UNKNOWN | node: not found",
        "1 | UNKNOWN | cannot connect to the database",
      })
  void judgesHowACommandEnded(int exit, End end, String output) {
    ServerReport report =
        new ServerReport(false, 0, 80, Optional.of(exit), "", output == null ? "" : output);

    assertThat(StartJudge.of(report).end()).isEqualTo(end);
  }

  @Test
  void timeRunningOutIsNoEvidence() {
    assertThat(StartJudge.of(new ServerReport(true, 40, 80, Optional.empty(), "", ""))
            .end())
        .isEqualTo(End.WORKS);
    assertThat(StartJudge.of(new ServerReport(false, 0, 80, Optional.empty(), "", ""))
            .end())
        .isEqualTo(End.UNKNOWN);
  }
}
