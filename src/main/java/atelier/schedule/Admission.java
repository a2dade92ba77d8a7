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
  private final int places;
  private final Set<String> inside = new HashSet<>();

  Admission(int places) {
    this.places = places;
  }

  /** Whether a project may be worked on now. */
  boolean admits(Project project) {
    if (!takesPlace(project.status())) {
      inside.remove(project.id());
      return true;
    }
    if (project.status() == Status.QUEUED && isFull() && !inside.contains(project.id())) {
      return false;
    }
    inside.add(project.id());
    return true;
  }

  private static boolean takesPlace(Status status) {
    return !status.isEnded() && status != Status.PAUSED && status != Status.AWAITING_APPROVAL;
  }

  /** Whether a project waits for a place. */
  boolean keepsWaiting(Project project) {
    return takesPlace(project.status()) && !inside.contains(project.id());
  }

  void leave(String project) {
    inside.remove(project);
  }

  boolean isFull() {
    return inside.size() >= places;
  }
}
