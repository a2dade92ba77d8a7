package atelier.packages.egress;

import java.time.Duration;

/**
 * The limits of one proxy.
 *
 * @param maxReceivedBytes of all connections together, from registries
 * @param maxSentBytes of all connections together, to registries: an install sends some 100 KiB
 * @param headerTimeMs the time in which a client must have sent its request
 * @param connectTimeMs the time in which an address must be found, and in which it must answer
 * @param idleMs the time without a byte in either direction
 * @param lifeMs the time after which everything is closed
 */
public record EgressLimits(
    long maxReceivedBytes,
    long maxSentBytes,
    int maxHeaderBytes,
    int headerTimeMs,
    int connectTimeMs,
    int idleMs,
    int maxConnections,
    long lifeMs) {
  public static final EgressLimits DEFAULT = new EgressLimits(
      600L << 20,
      8L << 20,
      8 << 10,
      10_000,
      10_000,
      60_000,
      64,
      Duration.ofMinutes(15).toMillis());
}
