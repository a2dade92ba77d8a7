package atelier.project;

import atelier.event.CheckPlan;
import atelier.event.Event.ProjectFinished;
import java.util.Optional;

/** How a project ends, derived from evidence alone: no model and no role can say it. */
public final class Outcome {
  private Outcome() {}

  /** The end that can be told from what happened; empty while something is still to come. */
  public static Optional<ProjectFinished> of(Project project) {
    if (!project.isOpen() || !project.allFilesDone()) {
      return Optional.empty();
    }
    String tree = project.treeHash();
    for (CheckPlan plan : project.checkPlans()) {
      CheckResult result = project.checks().get(plan.name());
      boolean over = result != null
          && result.tree().equals(tree)
          && (result.passed() || !result.skipReason().isEmpty());
      if (!over) {
        return Optional.empty();
      }
    }
    return Optional.of(verdict(project, tree));
  }

  /**
   * Whether all that can be done without a person is done, and at least one file was left to one.
   */
  public static boolean isStuck(Project project) {
    return project.isOpen()
        && project.designed()
        && project.pendingCommits().isEmpty()
        && project.files().values().stream().anyMatch(SourceFile::isSurrendered)
        && project.files().values().stream()
            .allMatch(file -> file.isSurrendered() || file.isSettled());
  }

  private static ProjectFinished verdict(Project project, String tree) {
    int waiting = project.queuedFeatures().size();
    Optional<String> missing = missingEvidence(project);
    if (missing.isPresent()) {
      return new ProjectFinished("unverified", missing.get(), waiting);
    }
    int checks = project.checkPlans().size();
    String proof = checks == 0
        ? "every program in it has run"
        : checks == 1 ? "1 check passed" : checks + " checks passed";
    return new ProjectFinished("succeeded", proof + " on tree " + tree.substring(0, 12), waiting);
  }

  private static Optional<String> missingEvidence(Project project) {
    for (var check : project.checks().entrySet()) {
      String skipped = check.getValue().skipReason();
      if (!skipped.isEmpty()) {
        return Optional.of("check \"" + check.getKey() + "\" was not run: " + skipped);
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
