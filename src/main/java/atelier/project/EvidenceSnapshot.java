package atelier.project;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results on one tree, which count again if that tree returns.
 *
 * @param tree the hash of the accepted files
 * @param startResult the result of the start command; null if it was not run
 * @param mutationScore how many small faults the checks notice; null if not measured
 */
record EvidenceSnapshot(
    String tree,
    Map<String, CheckResult> checks,
    AcceptanceExamples examples,
    @Nullable CheckResult startResult,
    @Nullable MutationScore mutationScore) {
  static EvidenceSnapshot of(Project project) {
    return new EvidenceSnapshot(
        project.treeHash(),
        Map.copyOf(project.checks()),
        project.examples(),
        project.startResult(),
        project.mutationScore());
  }

  /** Puts the results back; returns whether the tree is the one that they are about. */
  boolean restore(ProjectBuilder builder) {
    if (!builder.build().treeHash().equals(tree)) {
      return false;
    }
    builder.checks.clear();
    builder.checks.putAll(checks);
    builder.examples.results.clear();
    builder.examples.results.putAll(examples.results());
    builder.examples.failures.clear();
    builder.examples.failures.putAll(examples.failures());
    builder.startResult = startResult;
    builder.mutationScore = mutationScore;
    return true;
  }
}
