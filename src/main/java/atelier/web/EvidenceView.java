package atelier.web;

import atelier.event.CheckPlan;
import atelier.event.ShellWords;
import atelier.event.Survivor;
import atelier.event.TestCounts;
import atelier.project.CheckResult;
import atelier.project.CheckResult.Control;
import atelier.project.MutationScore;
import atelier.project.Project;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The evidence behind a project's status, as {@code GET /api/projects/ID/evidence} returns it; its
 * components are JSON fields.
 *
 * @param reason why it is paused or ended; empty otherwise
 * @param tree the hash of the current files, which all of it applies to
 * @param mutants the small faults tried; empty if none were tried on the current files yet
 */
record EvidenceView(
    String id,
    String status,
    String reason,
    String tree,
    List<Check> checks,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Mutants> mutants) {
  /**
   * An acceptance check.
   *
   * @param commandLine the command, quoted for a POSIX shell
   * @param status pending, passed, failed or skipped; stale if a file changed after it ran
   * @param passes how often it passed on the current files
   * @param tests what its test tool reported in the last run on the current files
   * @param control pending; passed if it failed on broken code, failed if it did not
   * @param broken the files that were broken for the control
   * @param proves whether it is evidence
   * @param why why it is no evidence, as one sentence; empty if it is
   */
  record Check(
      String name,
      List<String> command,
      String commandLine,
      String status,
      int passes,
      int requiredPasses,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<TestCounts> tests,
      String control,
      List<String> broken,
      boolean proves,
      String why) {}

  /**
   * How many small faults in the sources the checks notice.
   *
   * @param survivors the faults that no check noticed
   * @param unproven the sources that can be made unusable without any check noticing
   */
  record Mutants(int tried, int killed, List<Survivor> survivors, List<String> unproven) {
    static Mutants of(MutationScore score) {
      return new Mutants(score.tried(), score.killed(), score.survivors(), score.unproven());
    }
  }

  static EvidenceView of(Project project) {
    String tree = project.treeHash();
    var missing = new MissingEvidence(tree, project.requiredPasses(), project.mutationScore());
    return new EvidenceView(
        project.id(),
        project.status().wireName(),
        project.reason(),
        tree,
        project.checkPlans().stream()
            .map(plan -> check(plan, project.checks().get(plan.name()), missing))
            .toList(),
        Optional.ofNullable(project.mutationScore())
            .filter(score -> score.tree().equals(tree))
            .map(Mutants::of));
  }

  private static Check check(
      CheckPlan plan, @Nullable CheckResult result, MissingEvidence missing) {
    boolean isCurrent = result != null && result.tree().equals(missing.tree());
    Optional<CheckResult> current = Optional.ofNullable(result).filter(ignored -> isCurrent);
    String why = missing.of(result);
    return new Check(
        plan.name(),
        plan.command(),
        ShellWords.quote(plan.command()),
        result == null ? "pending" : isCurrent ? status(result) : "stale",
        current.map(CheckResult::passes).orElse(0),
        missing.requiredPasses(),
        current.flatMap(EvidenceView::tests),
        current.map(CheckResult::control).orElse(Control.PENDING).name().toLowerCase(Locale.ROOT),
        current.map(CheckResult::broken).orElse(List.of()),
        why.isEmpty(),
        why);
  }

  private static Optional<TestCounts> tests(CheckResult result) {
    var evidence = result.evidence();
    return evidence == null ? Optional.empty() : evidence.tests();
  }

  private static String status(CheckResult result) {
    if (!result.skipReason().isEmpty()) {
      return "skipped";
    } else if (result.failed()) {
      return "failed";
    }
    return result.passes() == 0 ? "pending" : "passed";
  }
}
