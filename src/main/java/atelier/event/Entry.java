package atelier.event;

import java.time.Instant;

/**
 * An event in its place in a project's journal. Made and read by {@link EventCodec} alone, which
 * keeps {@code json} and {@code hash} true.
 *
 * @param seq counts from 1 without gaps within a project
 * @param at to the millisecond, UTC
 * @param node the node that appended it
 * @param agent the role or {@code user} that said it
 * @param prev the hash of the entry before; {@link #GENESIS} for the first
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
