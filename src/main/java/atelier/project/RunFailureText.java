package atelier.project;

import atelier.event.Evidence;
import atelier.event.FailedTest;
import atelier.event.ShellWords;
import java.util.List;
import java.util.Optional;

/** Describes a failed run in words. */
final class RunFailureText {
  private static final int MAX_OUTPUT_CHARS = 3_000;
  private static final int MAX_TESTS = 5;

  private RunFailureText() {}

  /**
   * For the Writer: the run, its command, how it ended, and the lines that matter: those about the
   * failed tests, or else the end of its output.
   *
   * @param tests the failed tests that the Writer is concerned with; empty for the whole run
   * @param passed the same run when it passed on the same files; empty if it never did
   */
  static String describe(
      String run, Evidence evidence, List<FailedTest> tests, Optional<Evidence> passed) {
    String end = evidence.limit().isPresent() || evidence.exit() < 0
        ? "was " + evidence.end()
        : "exited with " + evidence.exit();
    String details = tests.isEmpty()
        ? "The end of its output:\n" + endOf(evidence.output())
        : excerpts(evidence, tests);
    return run + ": `" + ShellWords.quote(evidence.command()) + "` " + end + ". " + details
        + passed
            .map(earlier -> "\nWhen it passed, its output ended with:\n" + endOf(earlier.output()))
            .orElse("");
  }

  private static String excerpts(Evidence evidence, List<FailedTest> tests) {
    StringBuilder text = new StringBuilder(
        tests.size() == 1 ? "This test fails:\n" : "These " + tests.size() + " tests fail:\n");
    for (FailedTest test : tests.subList(0, Math.min(MAX_TESTS, tests.size()))) {
      if (text.length() < MAX_OUTPUT_CHARS) {
        text.append(beginOf(FailureExcerpt.of(evidence.output(), test))).append('\n');
      }
    }
    return text.toString();
  }

  private static String beginOf(String excerpt) {
    return excerpt.length() <= MAX_OUTPUT_CHARS
        ? excerpt
        : excerpt.substring(0, MAX_OUTPUT_CHARS) + "…";
  }

  private static String endOf(String output) {
    return output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS));
  }

  /** For the reason of an end, whose wording must not change: see {@link Outcome}. */
  static String summarize(String run, Evidence evidence) {
    return run + " failed (" + evidence.end() + ")";
  }
}
