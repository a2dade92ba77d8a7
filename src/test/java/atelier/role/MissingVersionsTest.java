package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.event.ProofEvent.ExecutionSkipped;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run in another version than the project asks for accuses no file. */
final class MissingVersionsTest {
  private static final Evidence EVIDENCE =
      new Evidence(List.of("npm", "test"), 1, 1, "", "hash", "tree");
  private static final List<String> MISSING =
      List.of("node 99 is asked for by .nvmrc; installed: 18.1.0");

  @Test
  void aFailureIsSkippedWithWhatIsMissing() {
    List<Event> check =
        MissingVersions.report(List.of(new CheckFailed("tests", "", EVIDENCE)), MISSING);
    List<Event> start =
        MissingVersions.report(List.of(new ExecutionFailure("a.js", 2, "", EVIDENCE, "")), MISSING);

    assertThat(check).hasSize(2);
    assertThat(check.get(0)).isInstanceOfSatisfying(EnvironmentLacking.class, lacking -> {
      assertThat(lacking.subject()).isEqualTo("tests");
      assertThat(lacking.what()).isEqualTo(MISSING.get(0));
    });
    assertThat(check.get(1)).isInstanceOfSatisfying(CheckSkipped.class, skipped -> {
      assertThat(skipped.tree()).isEqualTo("tree");
      assertThat(skipped.reason()).startsWith(MISSING.get(0)).contains("version manager");
    });
    assertThat(start.get(1))
        .isInstanceOfSatisfying(
            ExecutionSkipped.class, skipped -> assertThat(skipped.attempt()).isEqualTo(2));
  }

  @Test
  void aSuccessCountsAndIsReported() {
    CheckPassed passed = new CheckPassed("tests", EVIDENCE);

    assertThat(MissingVersions.report(List.of(passed), MISSING))
        .hasSize(2)
        .hasAtLeastOneElementOfType(EnvironmentLacking.class)
        .endsWith(passed);
    assertThat(MissingVersions.report(List.of(passed), List.of())).containsExactly(passed);
  }
}
