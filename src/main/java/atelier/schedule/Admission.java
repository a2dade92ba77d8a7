package atelier.schedule;

import atelier.project.Project;
import atelier.project.Status;
import java.util.HashSet;
import java.util.Set;

/**
 * Limits how many projects are worked on at a time. Only a project that has not started is queued:
 * running projects continue after a restart, and one that waits for a person is not counted.
 */
final class Admission {
  private final int maxProjects;
  private final Set<String> admitted = new HashSet<>();

  Admission(int maxProjects) {
    this.maxProjects = maxProjects;
  }

  /** Admits a project if it does not exceed the limit; returns whether it may be worked on now. */
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

  /** Whether a project waits for admission. */
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
