package atelier.project;

import java.util.Locale;

/** Where a project stands; the name on the wire is in lower case. */
public enum Status {
  QUEUED,
  DESIGNING,
  AWAITING_APPROVAL,
  RUNNING,
  /** Needs a person; the project's reason says what for. */
  PAUSED,
  SUCCEEDED,
  /** All files are there and pass what could run here, but something could not be run. */
  UNVERIFIED,
  FAILED,
  CANCELLED;

  /** Whether nothing more will happen unless a person asks for it. */
  public boolean isEnded() {
    return compareTo(PAUSED) > 0;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Status fromWireName(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
