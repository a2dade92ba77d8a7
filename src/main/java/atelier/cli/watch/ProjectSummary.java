package atelier.cli.watch;

import atelier.event.Blueprint;
import atelier.event.Cancelled;
import atelier.event.Entry;
import atelier.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * The state of a project as far as a command needs it, folded from its entries.
 *
 * @param spec the latest request; empty if there is none
 * @param cause the cause of a pause; else empty
 * @param reason the reason of the status; may be empty
 * @param seq the sequence number of the last entry that was applied
 */
record ProjectSummary(
    Status status,
    String spec,
    String cause,
    String reason,
    @Nullable Blueprint blueprint,
    long seq) {
  /** The status of a project; {@code UNKNOWN} before its first entry. */
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

  /** Returns whether the latest request is finished. */
  boolean hasEnded() {
    return status.compareTo(Status.SUCCEEDED) >= 0;
  }

  /** Returns whether nothing happens without the user: ended or paused. */
  boolean hasStopped() {
    return hasEnded() || status == Status.PAUSED;
  }

  ProjectSummary apply(Entry entry) {
    var next = new ProjectSummary(status, spec, cause, reason, blueprint, entry.seq());
    var event = entry.event();
    if (event instanceof Event.FeatureRequested request) {
      return new ProjectSummary(Status.RUNNING, request.spec(), "", "", blueprint, entry.seq());
    } else if (event instanceof Event.BlueprintReady ready) {
      return new ProjectSummary(status, spec, cause, reason, ready.blueprint(), entry.seq());
    } else if (event instanceof Event.ApprovalRequested) {
      return next.withStatus(Status.AWAITING_APPROVAL, "", "");
    } else if (event instanceof Event.Approved
        || event instanceof Event.RetryRequested
        || event instanceof Event.VerifyRequested
        || event instanceof Event.HintGiven) {
      return next.withStatus(Status.RUNNING, "", "");
    } else if (event instanceof Event.InfraReady && cause.equals("infrastructure")) {
      return next.withStatus(Status.RUNNING, "", "");
    } else if (event instanceof Event.Paused paused) {
      return next.withStatus(Status.PAUSED, paused.cause(), paused.reason());
    } else if (event instanceof Cancelled cancelled) {
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
