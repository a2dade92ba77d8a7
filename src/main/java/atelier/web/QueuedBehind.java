package atelier.web;

import atelier.project.Project;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What queued features wait for; its components are JSON fields.
 *
 * @param status the status of the feature in progress
 * @param reason why that one is paused
 * @param detail both in words, with what a person can do
 */
record QueuedBehind(
    String status,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
    String detail) {

  /** Empty if no feature is queued. */
  static Optional<QueuedBehind> of(Project project) {
    return project.queuedFeatures().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new QueuedBehind(project.status().wireName(), project.reason(), detail(project)));
  }

  private static String detail(Project project) {
    return switch (project.status()) {
      case PAUSED ->
        "queued behind a feature that is paused and needs a person: fix a check or an example, give"
            + " a hint, retry or cancel it";
      case AWAITING_APPROVAL ->
        "queued behind a feature whose blueprint is waiting for approval: approve or cancel it";
      default -> "queued behind a feature in progress: it starts when that one has ended";
    };
  }
}
