package atelier.event;

import java.util.List;

/**
 * A person cancelled the feature in progress.
 *
 * @param queued what became of queued features: {@code run}: they are built next; {@code cancel}:
 *     they are dropped; empty if none was queued, and in older lines, which dropped them all
 * @param dropped the first lines of the dropped features' specs, oldest first
 */
public record Cancelled(
    String reason,
    @AddedInLaterVersion String queued,
    @AddedInLaterVersion List<String> dropped) implements Event {
  public Cancelled {
    dropped = List.copyOf(dropped);
  }

  /** A cancel of a project without queued features. */
  public Cancelled(String reason) {
    this(reason, "", List.of());
  }

  /** Whether the queued features are built next. */
  public boolean runsQueued() {
    return queued.equals("run");
  }
}
