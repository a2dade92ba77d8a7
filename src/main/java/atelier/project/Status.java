package atelier.project;

import atelier.event.Event;
import atelier.event.Event.ProjectFinished;
import java.util.Locale;

/** The status of a project; its wire name is the constant in lower case. */
public enum Status {
  QUEUED,
  DESIGNING,
  AWAITING_APPROVAL,
  RUNNING,
  /** A person must act; the project's {@code reason} describes why. */
  PAUSED,
  SUCCEEDED,
  /** All files are accepted, but a program or check could not be run. */
  UNVERIFIED,
  FAILED,
  CANCELLED;

  /** Whether the project is finished; only a new request continues it. */
  public boolean isEnded() {
    return compareTo(PAUSED) > 0;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a project that ended with this event. */
  public static Status ofEnd(Event last) {
    return last instanceof ProjectFinished finished ? fromWireName(finished.status()) : CANCELLED;
  }

  static Status fromWireName(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
