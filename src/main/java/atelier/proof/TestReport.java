package atelier.proof;

import atelier.event.FailedTest;
import java.util.List;

/**
 * What a run of tests reports.
 *
 * @param tool the test tool whose report it is, such as {@code pytest}; empty where none was found
 * @param run tests executed, failed ones included, skipped ones not
 * @param failed tests that failed or ended in an error
 * @param skipped tests that were skipped, expected to fail, or left to do
 */
public record TestReport(String tool, int run, int failed, int skipped, List<FailedTest> failures) {
  /** No test tool has reported anything. */
  public static final TestReport NONE = new TestReport("", 0, 0, 0, List.of());

  public TestReport {
    failures = List.copyOf(failures);
  }

  /** Both together, as when a command runs two tools one after the other. */
  TestReport plus(TestReport other) {
    return new TestReport(
        other.tool.isEmpty() || tool.equals(other.tool)
            ? tool
            : tool.isEmpty() ? other.tool : tool + ", " + other.tool,
        run + other.run,
        failed + other.failed,
        skipped + other.skipped,
        java.util.stream.Stream.concat(failures.stream(), other.failures.stream())
            .toList());
  }

  /** Whether at least one test was executed. */
  public boolean hasExecuted() {
    return run > 0;
  }
}
