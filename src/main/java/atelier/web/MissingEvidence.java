package atelier.web;

import atelier.event.TestCounts;
import atelier.pattern.Pattern;
import atelier.project.CheckResult;
import atelier.project.CheckResult.Control;
import atelier.project.MutationScore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says why a check, an example or the start command is no evidence for the current files.
 *
 * @param tree the hash of the current files
 * @param requiredPasses how often a check must pass on them
 * @param score how many small faults the checks notice; null if not measured
 */
record MissingEvidence(
    String tree, int requiredPasses, @Nullable MutationScore score) {
  /** Why a check is no evidence, the most serious reason first; empty if it is. */
  String of(@Nullable CheckResult result) {
    String notPassed = ofRun(result);
    if (result == null || !notPassed.isEmpty()) {
      return notPassed;
    } else if (!result.hasExecutedTests()) {
      return noTest(result);
    }
    String notProven = notProven(result);
    return notProven.isEmpty()
            && score != null
            && score.tree().equals(tree)
            && score.noticesNothing()
        ? "The checks notice none of " + count(score.tried(), "small fault") + " in the sources."
        : notProven;
  }

  /**
   * Why an example is no evidence.
   *
   * @param disputed whether the spec does not decide about it
   * @param expectsContent whether it expects a result that the spec can name
   */
  String ofExample(@Nullable CheckResult result, boolean disputed, boolean expectsContent) {
    if (disputed) {
      return "It fails, and the spec does not decide whether the program or the example is wrong.";
    }
    String notPassed = ofRun(result);
    if (result == null || !notPassed.isEmpty()) {
      return notPassed;
    }
    return expectsContent
        ? notProven(result)
        : "It expects no result: any program that starts satisfies it.";
  }

  /** Why a command has not passed on the current files; empty if it has. */
  String ofRun(@Nullable CheckResult result) {
    if (result == null) {
      return "It has not been run yet.";
    } else if (!result.tree().equals(tree)) {
      return "It has not been run since the files changed.";
    } else if (!result.skipReason().isEmpty()) {
      return "It could not be run: " + Pattern.of("[.\\s]+$").replaceFirst(result.skipReason(), "")
          + ".";
    } else if (result.isFlaky()) {
      return "It passed and then failed on the same files.";
    } else if (result.failed()) {
      return failure(result);
    }
    return result.passes() == 0 ? "It has not been run yet." : "";
  }

  private String notProven(CheckResult result) {
    if (result.control() == Control.FAILED) {
      return controlFailure(result.broken());
    } else if (result.needsRun(requiredPasses)) {
      return "It has passed " + times(result.passes()) + " so far and must pass "
          + times(requiredPasses) + ".";
    }
    return result.control() == Control.PENDING ? "It has not been run on broken code yet." : "";
  }

  private static String failure(CheckResult result) {
    var evidence = Objects.requireNonNull(result.evidence());
    TestCounts tests = evidence.tests().orElse(new TestCounts(0, 0, 0));
    if (evidence.limit().isPresent()) {
      return "It was " + evidence.end() + ".";
    }
    if (tests.failed() > 0) {
      return "It failed: " + tests.failed() + " of " + count(tests.run(), "test") + " failed.";
    }
    if (tests.run() == 0 && !evidence.failures().isEmpty()) {
      return "It differs from what is expected in " + count(evidence.failures().size(), "point")
          + ".";
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
