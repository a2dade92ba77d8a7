package atelier.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.journal.Journal;
import atelier.studio.Studio;
import org.junit.jupiter.api.Test;

/** What failures are to a caller. */
final class ProblemTest {
  @Test
  void whatCannotBeAcknowledgedNowIsNobodysFault() {
    Problem minority = Problem.of(new Journal.NoMajority("1 of 3 nodes is here"), 500);
    Problem silent = Problem.of(new Studio.Unavailable("pi-3 does not answer"), 500);

    assertThat(minority.body())
        .isEqualTo(
            new Problem.Body("about:blank", "Service Unavailable", 503, "1 of 3 nodes is here"));
    assertThat(silent.status()).isEqualTo(503);
  }
}
