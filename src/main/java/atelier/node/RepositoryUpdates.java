package atelier.node;

import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.workspace.Workspace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Updates the Git repositories of projects whose state has changed. Thread-safe. */
final class RepositoryUpdates {
  private static final Logger LOG = Logger.getLogger(RepositoryUpdates.class.getName());

  private final Workspace workspace;
  private final Map<String, String> projectedStates = new ConcurrentHashMap<>();

  RepositoryUpdates(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Updates the project's repository if the new state changes it. Before the blueprint it would be
   * empty: it is then created on first access.
   */
  void onStateChanged(Project project) {
    if (project.isOpen() && project.blueprint() == null) {
      return;
    }
    String state = project.status() + " " + project.reason() + " "
        + project.files().values().stream()
            .mapToInt(SourceFile::committedAttempt)
            .sum();
    if (!state.equals(projectedStates.put(project.id(), state))) {
      workspace
          .update(project.id())
          .onFailure(problem -> LOG.log(
              Level.WARNING,
              "the repository of " + project.id() + " could not be updated",
              problem));
    }
    if (project.status().isEnded()) {
      projectedStates.remove(project.id());
    }
  }
}
