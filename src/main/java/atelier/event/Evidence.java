package atelier.event;

import java.util.List;
import java.util.Optional;

/**
 * Proof of a run: the command, the files it ran on, and how it ended.
 *
 * @param exit the exit code; 128 + n for a signal, -1 if it was stopped at a limit
 * @param ms wall time
 * @param output standard output and error in the order received, at most 256 KiB
 * @param outputHash SHA-256 of the whole output, in hex
 * @param tree the hash of all accepted files it ran on, see {@code TreeHash}
 * @param tests what a test tool reports in the output; empty if none does
 * @param failures the failed tests, at most 50
 */
public record Evidence(
    List<String> command,
    int exit,
    long ms,
    String output,
    String outputHash,
    String tree,
    @AddedInLaterVersion Optional<TestCounts> tests,
    @AddedInLaterVersion List<FailedTest> failures) {
  public Evidence {
    command = List.copyOf(command);
    failures = List.copyOf(failures);
  }

  /** Evidence of a command that runs no tests. */
  public Evidence(
      List<String> command, int exit, long ms, String output, String outputHash, String tree) {
    this(command, exit, ms, output, outputHash, tree, Optional.empty(), List.of());
  }

  /** Whether at least one test was executed. */
  public boolean hasExecutedTests() {
    return tests.filter(counts -> counts.run() > 0).isPresent();
  }
}
