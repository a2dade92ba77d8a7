package atelier.event;

import java.time.Instant;

/**
 * An event at its position in a project's journal. Created only by {@link EventCodec}, which keeps
 * {@code json} and {@code hash} consistent with the other components.
 *
 * @param seq counts from 1 without gaps within a project
 * @param at the time of the event, UTC, in milliseconds precision
 * @param node the node that appended it
 * @param agent the role that produced it, or {@code user}
 * @param prev the hash of the previous entry; {@link #GENESIS} for the first
 * @param hash SHA-256, in hex, of {@code json} without its {@code hash} field
 * @param json the line as stored, sent and hashed
 */
public record Entry(
    String project,
    long seq,
    Instant at,
    String node,
    String agent,
    Event event,
    String prev,
    String hash,
    String json) {
  public static final String GENESIS = "";

  @Override
  public String toString() {
    return project + "#" + seq + " " + agent + " " + EventCodec.typeName(event);
  }
}
