package atelier.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.journal.Journal;
import atelier.studio.Studio;
import org.junit.jupiter.api.Test;

/** Failures are converted to problems. */
final class HttpProblemTest {
  @Test
  void anUnavailableMajorityOrNodeGivesStatus503() {
    HttpProblem noMajority = HttpProblem.of(new Journal.NoMajority("1 of 3 nodes is here"), 500);
    HttpProblem unavailable = HttpProblem.of(new Studio.Unavailable("pi-3 does not answer"), 500);

    assertThat(noMajority.body())
        .isEqualTo(new HttpProblem.Body(
            "about:blank", "Service Unavailable", 503, "1 of 3 nodes is here"));
    assertThat(unavailable.status()).isEqualTo(503);
  }

  @Test
  void aFullDiskSaysSo() {
    HttpProblem full = HttpProblem.of(new Journal.DiskFull("the disk is full"), -1);

    assertThat(full.body())
        .isEqualTo(
            new HttpProblem.Body("about:blank", "Insufficient Storage", 507, "the disk is full"));
  }

  @Test
  void aRequestThatMustUpgradeIsNoServerError() {
    assertThat(new HttpProblem(426, "open a WebSocket").body().title())
        .isEqualTo("Upgrade Required");
  }
}
