package atelier.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.journal.Journal;
import atelier.studio.Studio;
import org.junit.jupiter.api.Test;

/** Failures are converted to problems. */
final class ProblemTest {
  @Test
  void anUnavailableMajorityOrNodeGivesStatus503() {
    Problem noMajority = Problem.of(new Journal.NoMajority("1 of 3 nodes is here"), 500);
    Problem unavailable = Problem.of(new Studio.Unavailable("pi-3 does not answer"), 500);

    assertThat(noMajority.body())
        .isEqualTo(
            new Problem.Body("about:blank", "Service Unavailable", 503, "1 of 3 nodes is here"));
    assertThat(unavailable.status()).isEqualTo(503);
  }
}
