package atelier.project;

import atelier.event.CheckPlan;
import atelier.event.Event.ProjectFinished;
import atelier.event.Example;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides how a project ends, from evidence alone: no model and no role can decide it. The reasons
 * are compared with those in the journal, so a change of the rules or of their wording needs a new
 * number of {@link #RULES}.
 */
public final class Outcome {
  /** The version of these rules; lines of earlier versions are believed as they are. */
  static final int RULES = 3;

  private Outcome() {}

  /** The end that follows from the current state; empty while work is left. */
  public static Optional<ProjectFinished> of(Project project) {
    if (project.isOpen() && project.isVerifying()) {
      Optional<String> obstacle = RequiredAction.obstacleToVerification(project);
      if (obstacle.isPresent()) {
        return obstacle.map(reason -> failedVerification(project, reason));
      }
    }
    if (!project.isOpen() || !project.allFilesDone() || project.isAwaitingApproval()) {
      return Optional.empty();
    }
    return hasConcluded(project)
            && !isWaitingForMutants(project)
            && WrongCheck.toReplace(project).isEmpty()
        ? Optional.of(finish(project, project.treeHash()))
        : Optional.empty();
  }

  /** Whether every check, every example and the start command has a final result. */
  private static boolean hasConcluded(Project project) {
    boolean checks = project.checkPlans().stream()
        .map(CheckPlan::name)
        .allMatch(name -> hasConcluded(project, name));
    CheckResult start = project.startResult();
    String tree = project.treeHash();
    boolean startFailed = start != null && start.tree().equals(tree) && start.failed();
    return checks
        && project.examples().decided()
        && project.examples().haveConcluded(tree, project.requiredPasses(), project.isVerifying())
        && (!startFailed || project.isVerifying())
        && !StartCommand.needsRun(project);
  }

  private static boolean hasConcluded(Project project, String check) {
    CheckResult result = project.checkResult(check);
    return result.failed()
        ? project.isVerifying() || project.diagnosis().isDisputed(check, result)
        : !result.needsRun(project.requiredPasses()) && !result.needsControl();
  }

  /** Whether everything has concluded, nothing is missing, and no mutants were tried yet. */
  public static boolean isWaitingForMutants(Project project) {
    MutationScore score = project.mutationScore();
    boolean measured =
        score != null && score.isComplete() && score.tree().equals(project.treeHash());
    return !measured
        && !project.verification().hasFailed()
        && project.allFilesDone()
        && hasConcluded(project)
        && MissingEvidence.find(project).isEmpty();
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
    if (project.verification().hasFailed()) {
      return failedVerification(project, project.verification().failure());
    }
    Optional<String> missing = MissingEvidence.find(project);
    return end(
        project,
        missing.isPresent() ? "unverified" : "succeeded",
        missing.orElseGet(() -> proof(project, tree)));
  }

  private static ProjectFinished failedVerification(Project project, String reason) {
    return end(project, "failed", "verification: " + reason);
  }

  private static ProjectFinished end(Project project, String status, String reason) {
    int queued = project.queuedFeatures().size();
    return new ProjectFinished(status, reason, queued, project.treeHash(), Optional.of(RULES));
  }

  private static String proof(Project project, String tree) {
    int tests =
        project.checks().values().stream().mapToInt(CheckResult::testCount).sum();
    List<Example> examples = project.examples().inForce();
    int checks = project.checkPlans().size();
    List<String> parts = Stream.of(
            checks == 0 ? "" : count(checks, "check") + " with " + count(tests, "test"),
            examples.isEmpty() ? "" : count(examples.size(), "example"))
        .filter(part -> !part.isEmpty())
        .toList();
    long proving = examples.stream()
        .filter(example -> project.examples().isProof(example.name(), tree))
        .count();
    String broken = proving == examples.size()
        ? " and failed on broken code"
        : " and failed on broken code, but for "
            + count(examples.size() - (int) proving, "example");
    return String.join(" and ", parts) + " passed " + project.requiredPasses() + " times" + broken
        + mutants(project) + ", on tree " + tree.substring(0, 12);
  }

  private static String mutants(Project project) {
    MutationScore score = project.mutationScore();
    return score == null || score.tried() == 0
        ? ""
        : "; they notice " + score.killed() + " of " + score.tried() + " small faults";
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
