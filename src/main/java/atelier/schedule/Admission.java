package atelier.schedule;

import atelier.project.Project;
import atelier.project.Status;
import java.util.HashSet;
import java.util.Set;

/**
 * How many projects are worked on at a time. Only one that has not begun is made to wait: what is
 * under way goes on after a restart, and one that waits for a person takes nobody's place.
 */
final class Admission {
  private final int maxProjects;
  private final Set<String> admitted = new HashSet<>();

  Admission(int maxProjects) {
    this.maxProjects = maxProjects;
  }

  /** Whether a project may be worked on now. */
  boolean tryAdmit(Project project) {
    if (!needsAdmission(project.status())) {
      admitted.remove(project.id());
      return true;
    }
    if (project.status() == Status.QUEUED && isFull() && !admitted.contains(project.id())) {
      return false;
    }
    admitted.add(project.id());
    return true;
  }

  private static boolean needsAdmission(Status status) {
    return !status.isEnded() && status != Status.PAUSED && status != Status.AWAITING_APPROVAL;
  }

  /** Whether a project waits for a place. */
  boolean isQueued(Project project) {
    return needsAdmission(project.status()) && !admitted.contains(project.id());
  }

  void remove(String project) {
    admitted.remove(project);
  }

  boolean isFull() {
    return admitted.size() >= maxProjects;
  }
}
