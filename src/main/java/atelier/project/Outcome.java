package atelier.project;

import atelier.event.CheckPlan;
import atelier.event.Event.ProjectFinished;
import java.util.Optional;

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
    String tree = project.treeHash();
    for (CheckPlan plan : project.checkPlans()) {
      CheckResult result = project.checks().get(plan.name());
      boolean concluded = result != null
          && result.tree().equals(tree)
          && (result.passed() || !result.skipReason().isEmpty());
      if (!concluded) {
        return Optional.empty();
      }
    }
    return Optional.of(finish(project, tree));
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
    Optional<String> missing = missingEvidence(project);
    if (missing.isPresent()) {
      return new ProjectFinished("unverified", missing.get(), queued);
    }
    int checks = project.checkPlans().size();
    String proof = checks == 0
        ? "every program in it has run"
        : checks == 1 ? "1 check passed" : checks + " checks passed";
    return new ProjectFinished("succeeded", proof + " on tree " + tree.substring(0, 12), queued);
  }

  private static Optional<String> missingEvidence(Project project) {
    for (var check : project.checks().entrySet()) {
      String skipReason = check.getValue().skipReason();
      if (!skipReason.isEmpty()) {
        return Optional.of("check \"" + check.getKey() + "\" was not run: " + skipReason);
      }
    }
    for (SourceFile file : project.files().values()) {
      if (!file.runSkipReason().isEmpty()) {
        return Optional.of(file.path() + " was not run: " + file.runSkipReason());
      }
    }
    boolean proven = !project.checkPlans().isEmpty()
        || project.files().values().stream().anyMatch(SourceFile::ranSuccessfully);
    return proven
        ? Optional.empty()
        : Optional.of("nothing in it could be run, so nothing is proven");
  }
}
