package atelier.cli.watch;

import atelier.event.Blueprint;
import atelier.event.Entry;
import atelier.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * How a project stands, as far as a command needs to know.
 *
 * @param spec what was asked last; empty where nothing was yet
 * @param cause of a pause; else empty
 * @param reason why it stands so; may be empty
 * @param seq of the last entry told
 */
record ProjectSummary(
    Status status,
    String spec,
    String cause,
    String reason,
    @Nullable Blueprint blueprint,
    long seq) {
  /** Where a project can stand. */
  enum Status {
    UNKNOWN,
    RUNNING,
    AWAITING_APPROVAL,
    PAUSED,
    SUCCEEDED,
    UNVERIFIED,
    FAILED,
    CANCELLED
  }

  static ProjectSummary unknown() {
    return new ProjectSummary(Status.UNKNOWN, "", "", "", null, 0);
  }

  /** Nothing more is to be done for what was asked last. */
  boolean hasEnded() {
    return status.compareTo(Status.SUCCEEDED) >= 0;
  }

  /** It goes no further by itself. */
  boolean hasStopped() {
    return hasEnded() || status == Status.PAUSED;
  }

  ProjectSummary apply(Entry entry) {
    var next = new ProjectSummary(status, spec, cause, reason, blueprint, entry.seq());
    var event = entry.event();
    if (event instanceof Event.FeatureRequested asked) {
      return new ProjectSummary(Status.RUNNING, asked.spec(), "", "", blueprint, entry.seq());
    } else if (event instanceof Event.BlueprintReady ready) {
      return new ProjectSummary(status, spec, cause, reason, ready.blueprint(), entry.seq());
    } else if (event instanceof Event.ApprovalRequested) {
      return next.withStatus(Status.AWAITING_APPROVAL, "", "");
    } else if (event instanceof Event.Approved
        || event instanceof Event.RetryRequested
        || event instanceof Event.HintGiven) {
      return next.withStatus(Status.RUNNING, "", "");
    } else if (event instanceof Event.InfraReady && cause.equals("infrastructure")) {
      return next.withStatus(Status.RUNNING, "", "");
    } else if (event instanceof Event.Paused paused) {
      return next.withStatus(Status.PAUSED, paused.cause(), paused.reason());
    } else if (event instanceof Event.Cancelled cancelled) {
      return next.withStatus(Status.CANCELLED, "", cancelled.reason());
    } else if (event instanceof Event.ProjectFinished finished) {
      return next.withStatus(finalStatus(finished.status()), "", finished.reason());
    }
    return next;
  }

  private ProjectSummary withStatus(Status newStatus, String newCause, String newReason) {
    return new ProjectSummary(newStatus, spec, newCause, newReason, blueprint, seq);
  }

  private static Status finalStatus(String status) {
    return switch (status) {
      case "succeeded" -> Status.SUCCEEDED;
      case "unverified" -> Status.UNVERIFIED;
      default -> Status.FAILED;
    };
  }
}
