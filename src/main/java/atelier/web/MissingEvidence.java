package atelier.web;

import atelier.event.TestCounts;
import atelier.project.CheckResult;
import atelier.project.CheckResult.Control;
import atelier.project.MutationScore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says why a check is no evidence for the current files.
 *
 * @param tree the hash of the current files
 * @param requiredPasses how often a check must pass on them
 * @param score how many small faults the checks notice; null if not measured
 */
record MissingEvidence(
    String tree, int requiredPasses, @Nullable MutationScore score) {
  /** The reason as one sentence, the most serious one first; empty if the check is evidence. */
  String of(@Nullable CheckResult result) {
    if (result == null) {
      return "It has not been run yet.";
    } else if (!result.tree().equals(tree)) {
      return "It has not been run since the files changed.";
    } else if (!result.skipReason().isEmpty()) {
      return "It could not be run: " + result.skipReason().replaceFirst("[.\\s]+$", "") + ".";
    } else if (result.isFlaky()) {
      return "It passed and then failed on the same files.";
    } else if (result.failed()) {
      return failure(result);
    } else if (!result.hasExecutedTests()) {
      return result.passes() == 0 ? "It has not been run yet." : noTest(result);
    } else if (result.control() == Control.FAILED) {
      return controlFailure(result.broken());
    } else if (result.needsRun(requiredPasses)) {
      return "It has passed " + times(result.passes()) + " so far and must pass "
          + times(requiredPasses) + ".";
    } else if (result.control() == Control.PENDING) {
      return "It has not been run on broken code yet.";
    }
    return score != null && score.tree().equals(tree) && score.noticesNothing()
        ? "The checks notice none of " + count(score.tried(), "small fault") + " in the sources."
        : "";
  }

  private static String failure(CheckResult result) {
    var evidence = Objects.requireNonNull(result.evidence());
    TestCounts tests = evidence.tests().orElse(new TestCounts(0, 0, 0));
    if (tests.failed() > 0) {
      return "It failed: " + tests.failed() + " of " + count(tests.run(), "test") + " failed.";
    }
    return evidence.exit() == -1
        ? "It was stopped at a limit."
        : "It failed with exit code " + evidence.exit() + ".";
  }

  private static String noTest(CheckResult result) {
    int skipped = Objects.requireNonNull(result.evidence())
        .tests()
        .map(TestCounts::skipped)
        .orElse(0);
    return skipped == 0
        ? "It executes no test."
        : "It executes no test: it skips " + count(skipped, "test") + ".";
  }

  private static String controlFailure(List<String> broken) {
    if (broken.isEmpty()) {
      return "It tests no source of the project that could be broken.";
    }
    return "It does not fail when "
        + (broken.size() == 1 ? broken.get(0) + " is" : broken.size() + " sources are")
        + " broken on purpose.";
  }

  private static String times(int number) {
    return number == 1 ? "once" : number + " times";
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
