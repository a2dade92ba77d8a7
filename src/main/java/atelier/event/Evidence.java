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
 * @param cpuMs processor time of all its processes, in milliseconds; empty if not measured
 * @param limit the limit that ended it; empty if it ended by itself
 */
public record Evidence(
    List<String> command,
    int exit,
    long ms,
    String output,
    String outputHash,
    String tree,
    @AddedInLaterVersion Optional<TestCounts> tests,
    @AddedInLaterVersion List<FailedTest> failures,
    @AddedInLaterVersion Optional<Long> cpuMs,
    @AddedInLaterVersion Optional<ReachedLimit> limit) {
  public Evidence {
    command = List.copyOf(command);
    failures = List.copyOf(failures);
  }

  /** Evidence of a command whose processor time is not known and that reached no limit. */
  public Evidence(
      List<String> command,
      int exit,
      long ms,
      String output,
      String outputHash,
      String tree,
      Optional<TestCounts> tests,
      List<FailedTest> failures) {
    this(
        command,
        exit,
        ms,
        output,
        outputHash,
        tree,
        tests,
        failures,
        Optional.empty(),
        Optional.empty());
  }

  /** Evidence of a command that runs no tests. */
  public Evidence(
      List<String> command, int exit, long ms, String output, String outputHash, String tree) {
    this(command, exit, ms, output, outputHash, tree, Optional.empty(), List.of());
  }

  /** This run with its processor time and the limit that ended it. */
  public Evidence withUse(Optional<Long> cpuMs, Optional<ReachedLimit> limit) {
    return new Evidence(command, exit, ms, output, outputHash, tree, tests, failures, cpuMs, limit);
  }

  /** How it ended, in words that follow the command, such as {@code exit 1}. */
  public String end() {
    return limit
        .map(ReachedLimit::describe)
        .orElse(exit < 0 ? "stopped at a limit" : "exit " + exit);
  }

  /** Whether at least one test was executed. */
  public boolean hasExecutedTests() {
    return tests.filter(counts -> counts.run() > 0).isPresent();
  }
}
