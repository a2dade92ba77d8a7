package atelier.project;

import atelier.event.Evidence;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The results of an acceptance check on one tree.
 *
 * @param tree the hash of the accepted files that it ran on
 * @param passes how often it passed on this tree
 * @param failed whether it failed on this tree
 * @param skipReason why it could not be run; empty if it was run
 * @param evidence of the last run; null if it was not run
 * @param control whether it fails on a tree that is broken on purpose
 * @param broken the paths that were broken for the control
 * @param passing for a failure, the evidence of an earlier run that passed on this tree; null if
 *     there is none
 */
public record CheckResult(
    String tree,
    int passes,
    boolean failed,
    String skipReason,
    @Nullable Evidence evidence,
    Control control,
    List<String> broken,
    @Nullable Evidence passing) {
  /** The result of the negative control. */
  public enum Control {
    /** It has not been tried. */
    PENDING,
    /** The check failed on the broken tree, as it must. */
    PASSED,
    /** The check did not fail on the broken tree, so it proves nothing. */
    FAILED
  }

  public CheckResult {
    broken = List.copyOf(broken);
  }

  /** A result without a run that passed before a failure. */
  public CheckResult(
      String tree,
      int passes,
      boolean failed,
      String skipReason,
      @Nullable Evidence evidence,
      Control control,
      List<String> broken) {
    this(tree, passes, failed, skipReason, evidence, control, broken, null);
  }

  /** A result of a check that has not been run on this tree. */
  static CheckResult none(String tree) {
    return new CheckResult(tree, 0, false, "", null, Control.PENDING, List.of());
  }

  static CheckResult skipped(String tree, String reason) {
    return new CheckResult(tree, 0, false, reason, null, Control.PENDING, List.of());
  }

  CheckResult withPass(Evidence latest) {
    return new CheckResult(tree, passes + 1, failed, "", latest, control, broken);
  }

  CheckResult withFailure(Evidence latest) {
    return withFailure(latest, Optional.empty());
  }

  CheckResult withFailure(Evidence latest, Optional<Evidence> earlierPass) {
    return new CheckResult(
        tree, passes, true, "", latest, control, broken, earlierPass.orElse(null));
  }

  CheckResult withControl(Control result, List<String> paths) {
    return new CheckResult(tree, passes, failed, skipReason, evidence, result, paths);
  }

  /** Whether it was run on this tree and did not fail. */
  public boolean passed() {
    return passes > 0 && !failed;
  }

  /** Whether it both passed and failed on the same tree. */
  public boolean isFlaky() {
    return passes > 0 && failed;
  }

  /** Whether it has to be run once more on this tree: one pass may be luck. */
  public boolean needsRun(int requiredPasses) {
    return skipReason.isEmpty() && !failed && passes < requiredPasses;
  }

  /** Whether its negative control has to be run. */
  public boolean needsControl() {
    return passed() && control == Control.PENDING;
  }

  /** Whether it executed tests in its last run. */
  public boolean hasExecutedTests() {
    return evidence != null && evidence.hasExecutedTests();
  }

  /** Whether it proves anything: it executes tests, passes, and fails where it must. */
  public boolean isProof() {
    return passed() && hasExecutedTests() && control == Control.PASSED;
  }

  /** Whether it executes tests that pass on broken code too. */
  public boolean isVacuous() {
    return passed() && hasExecutedTests() && control == Control.FAILED;
  }

  /** Whether it passes, and its test tool reported that it found no test. */
  public boolean foundNoTests() {
    return passed()
        && evidence != null
        && evidence
            .tests()
            .filter(counts -> counts.run() == 0 && counts.skipped() == 0)
            .isPresent();
  }

  /** The number of tests in its last run; 0 if no test tool reported any. */
  public int testCount() {
    return hasExecutedTests()
        ? Objects.requireNonNull(evidence).tests().orElseThrow().run()
        : 0;
  }
}
