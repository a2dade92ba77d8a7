package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Evidence;
import atelier.event.ReachedLimit;
import atelier.event.TestCounts;
import atelier.project.CheckResult;
import atelier.project.CheckResult.Control;
import atelier.project.MutationScore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why a check or an example is no evidence. */
final class MissingEvidenceTest {
  private static final TestCounts THREE = new TestCounts(3, 0, 0);
  private static final List<String> BROKEN = List.of("a.py");

  private static Evidence run(int exit, TestCounts tests) {
    return new Evidence(
        List.of("x"), exit, 1, "", "h", "tree", Optional.ofNullable(tests), List.of());
  }

  private static CheckResult passed(int passes, TestCounts tests, Control control) {
    return new CheckResult("tree", passes, false, "", run(0, tests), control, BROKEN);
  }

  private static CheckResult failed(int passes, int exit, TestCounts tests) {
    return new CheckResult("tree", passes, true, "", run(exit, tests), Control.PENDING, List.of());
  }

  private static String why(CheckResult result) {
    return new MissingEvidence("tree", 2, null).of(result);
  }

  @Test
  void nothingIsMissingAfterAllPassesAndItsControl() {
    assertThat(why(passed(2, THREE, Control.PASSED))).isEmpty();
  }

  @Test
  void aCheckThatDidNotRunOnTheseFilesIsNoEvidence() {
    assertThat(why(null)).isEqualTo("It has not been run yet.");
    assertThat(new MissingEvidence("other", 2, null).of(passed(2, THREE, Control.PASSED)))
        .isEqualTo("It has not been run since the files changed.");
    assertThat(why(new CheckResult(
            "tree", 0, false, "go is not installed here", null, Control.PENDING, List.of())))
        .isEqualTo("It could not be run: go is not installed here.");
  }

  @Test
  void aFailureIsNoEvidence() {
    assertThat(why(failed(0, 2, null))).isEqualTo("It failed with exit code 2.");
    assertThat(why(failed(0, -1, null))).isEqualTo("It was stopped at a limit.");
    Evidence stopped = run(-1, null)
        .withUse(
            Optional.of(10_200L),
            Optional.of(ReachedLimit.cpuTime("runner.timeout", Duration.ofSeconds(10), 10_200)));
    assertThat(why(new CheckResult("tree", 0, true, "", stopped, Control.PENDING, List.of())))
        .isEqualTo("It was stopped after 10.2 s of CPU time (limit runner.timeout 10 s).");
    assertThat(why(failed(0, 0, new TestCounts(3, 1, 0))))
        .isEqualTo("It failed: 1 of 3 tests failed.");
    assertThat(why(failed(1, 1, null))).isEqualTo("It passed and then failed on the same files.");
  }

  @Test
  void aCheckWithoutTestsIsNoEvidence() {
    assertThat(why(passed(2, null, Control.PASSED))).isEqualTo("It executes no test.");
    assertThat(why(passed(2, new TestCounts(0, 0, 1), Control.PASSED)))
        .isEqualTo("It executes no test: it skips 1 test.");
  }

  @Test
  void aCheckThatPassesOnBrokenCodeIsNoEvidence() {
    assertThat(why(passed(2, THREE, Control.FAILED)))
        .isEqualTo("It does not fail when a.py is broken on purpose.");
    assertThat(why(passed(2, THREE, Control.PENDING)))
        .isEqualTo("It has not been run on broken code yet.");
    CheckResult unbroken =
        new CheckResult("tree", 2, false, "", run(0, THREE), Control.FAILED, List.of());
    assertThat(why(unbroken)).isEqualTo("It tests no source of the project that could be broken.");
  }

  @Test
  void onePassIsNotEnough() {
    assertThat(why(passed(1, THREE, Control.PASSED)))
        .isEqualTo("It has passed once so far and must pass 2 times.");
  }

  @Test
  void checksThatNoticeNoSmallFaultAreNoEvidence() {
    CheckResult result = passed(2, THREE, Control.PASSED);
    MutationScore none = new MutationScore("tree", 5, 0, List.of(), List.of());
    MutationScore earlier = new MutationScore("earlier", 5, 0, List.of(), List.of());

    assertThat(new MissingEvidence("tree", 2, none).of(result))
        .isEqualTo("The checks notice none of 5 small faults in the sources.");
    assertThat(new MissingEvidence("tree", 2, earlier).of(result)).isEmpty();
  }

  @Test
  void anExampleMustExpectAResult() {
    CheckResult result = passed(2, null, Control.PASSED);
    MissingEvidence missing = new MissingEvidence("tree", 2, null);

    assertThat(missing.ofExample(result, false, true)).isEmpty();
    assertThat(missing.ofExample(result, false, false)).contains("expects no result");
    assertThat(missing.ofExample(result, true, true)).contains("does not decide");
  }
}
