package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Evidence;
import atelier.event.ReachedLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunFailureTextTest {
  private static Evidence run(int exit, ReachedLimit limit) {
    return new Evidence(List.of("go", "test"), exit, 1, "out", "h", "tree")
        .withUse(Optional.empty(), Optional.ofNullable(limit));
  }

  @Test
  void namesTheLimitThatEndedARun() {
    Evidence stopped =
        run(-1, ReachedLimit.wallTime("runner.timeout", 5, Duration.ofSeconds(50), 50_040));

    assertThat(RunFailureText.describe("check \"tests\"", stopped, List.of(), Optional.empty()))
        .isEqualTo("check \"tests\": `go test` was stopped after 50.04 s of wall time"
            + " (limit runner.timeout 5 × 10 s). The end of its output:\nout");
    assertThat(RunFailureText.summarize("check \"tests\"", stopped))
        .isEqualTo("check \"tests\" failed (stopped after 50.04 s of wall time"
            + " (limit runner.timeout 5 × 10 s))");
  }

  @Test
  void namesTheLimitOfAProgramThatItsSignalEnded() {
    ReachedLimit limit = ReachedLimit.bytes("file size", "", 64L << 20, 64L << 20);

    assertThat(RunFailureText.describe(
            "check \"tests\"", run(153, limit), List.of(), Optional.empty()))
        .contains("was stopped after 64 MiB of file size (limit 64 MiB)");
  }

  @Test
  void keepsTheWordsForEvidenceWithoutALimit() {
    assertThat(RunFailureText.summarize("x", run(-1, null)))
        .isEqualTo("x failed (stopped at a limit)");
    assertThat(RunFailureText.summarize("x", run(2, null))).isEqualTo("x failed (exit 2)");
  }
}
