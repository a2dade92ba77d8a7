package atelier.project;

import atelier.event.Event.ProjectFinished;
import atelier.project.CheckResult.Control;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides how a project ends, from evidence alone: no model and no role can decide it. The reasons
 * are compared with those in the journal, so their wording must not change.
 */
public final class Outcome {
  private Outcome() {}

  /** The end that follows from the current state; empty while work is left. */
  public static Optional<ProjectFinished> of(Project project) {
    if (!project.isOpen() || !project.allFilesDone()) {
      return Optional.empty();
    }
    return haveAllChecksConcluded(project)
            && !isWaitingForMutants(project)
            && project.checksToReplace().isEmpty()
        ? Optional.of(finish(project, project.treeHash()))
        : Optional.empty();
  }

  private static boolean haveAllChecksConcluded(Project project) {
    return project.checkPlans().stream()
        .map(plan -> project.checkResult(plan.name()))
        .noneMatch(result ->
            result.failed() || result.needsRun(project.requiredPasses()) || result.needsControl());
  }

  /** Whether all checks have concluded, one proves something, and no mutants were tried yet. */
  public static boolean isWaitingForMutants(Project project) {
    MutationScore score = project.mutationScore();
    boolean measured = score != null && score.tree().equals(project.treeHash());
    return !measured
        && project.allFilesDone()
        && haveAllChecksConcluded(project)
        && missingEvidence(project).isEmpty();
  }

  /** Whether all files are settled or surrendered, and at least one is surrendered. */
  public static boolean isStuck(Project project) {
    return project.isOpen()
        && project.designed()
        && project.pendingCommits().isEmpty()
        && project.files().values().stream().anyMatch(SourceFile::isSurrendered)
        && project.files().values().stream()
            .allMatch(file -> file.isSurrendered() || file.isSettled());
  }

  private static ProjectFinished finish(Project project, String tree) {
    int queued = project.queuedFeatures().size();
    return missingEvidence(project)
        .map(missing -> new ProjectFinished("unverified", missing, queued, tree))
        .orElseGet(() -> new ProjectFinished("succeeded", proof(project, tree), queued, tree));
  }

  private static String proof(Project project, String tree) {
    int checks = project.checkPlans().size();
    int tests =
        project.checks().values().stream().mapToInt(CheckResult::testCount).sum();
    return (checks == 1 ? "1 check" : checks + " checks") + " with "
        + (tests == 1 ? "1 test" : tests + " tests") + " passed "
        + project.requiredPasses() + " times and failed on broken code" + mutants(project)
        + ", on tree " + tree.substring(0, 12);
  }

  private static String mutants(Project project) {
    MutationScore score = project.mutationScore();
    return score == null || score.tried() == 0
        ? ""
        : "; they notice " + score.killed() + " of " + score.tried() + " small faults";
  }

  /** What is missing for a proof, the most serious first. */
  private static Optional<String> missingEvidence(Project project) {
    return firstReason(
            project,
            check -> check.skipReason().isEmpty() ? "" : " was not run: " + check.skipReason())
        .or(() -> project.files().values().stream()
            .filter(file -> !file.runSkipReason().isEmpty())
            .map(file -> file.path() + " was not run: " + file.runSkipReason())
            .findFirst())
        .or(() -> firstReason(
            project,
            check -> check.hasExecutedTests() && check.control() == Control.FAILED
                ? " proves nothing: " + failedControl(check.broken())
                : ""))
        .or(() -> unproven(project))
        .or(() -> Optional.ofNullable(project.mutationScore())
            .filter(score -> score.tree().equals(project.treeHash()))
            .filter(MutationScore::noticesNothing)
            .map(score -> "nothing is proven: the checks notice none of " + score.tried()
                + " small faults in the code"));
  }

  private static Optional<String> firstReason(
      Project project, Function<CheckResult, String> reason) {
    return project.checks().entrySet().stream()
        .filter(check -> !reason.apply(check.getValue()).isEmpty())
        .map(check -> "check \"" + check.getKey() + "\"" + reason.apply(check.getValue()))
        .findFirst();
  }

  private static String failedControl(List<String> broken) {
    if (broken.isEmpty()) {
      return "the project has no source that it could be about";
    }
    String sources =
        broken.size() == 1 ? broken.get(0) : "every source (" + broken.size() + " files)";
    return "it passes although " + sources + " was broken";
  }

  private static Optional<String> unproven(Project project) {
    if (project.checks().values().stream().anyMatch(CheckResult::isProof)) {
      return Optional.empty();
    }
    return Optional.of(
        project.checkPlans().isEmpty()
            ? "nothing is proven: there is no check"
            : "nothing is proven: no check executed a test");
  }
}
