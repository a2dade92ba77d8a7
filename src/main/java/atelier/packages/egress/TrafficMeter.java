package atelier.packages.egress;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Counts the traffic of one proxy, and knows when its budgets are used up. */
final class TrafficMeter {
  private static final int MAX_REFUSED = 100;
  private static final int BITS_OF_MIB = 20;

  private final EgressLimits limits;
  private final Set<String> hosts = new TreeSet<>();
  private final Set<String> refused = new LinkedHashSet<>();
  private long receivedBytes;
  private long sentBytes;
  private Optional<Refusal> usedUp = Optional.empty();

  TrafficMeter(EgressLimits limits) {
    this.limits = limits;
  }

  void connected(String target) {
    hosts.add(target);
  }

  void refused(String target, String reason) {
    if (refused.size() < MAX_REFUSED) {
      refused.add(target + ": " + reason);
    }
  }

  /** Returns whether so many bytes may still be received; they count if they may. */
  boolean receives(int bytes) {
    if (receivedBytes + bytes > limits.maxReceivedBytes()) {
      return end("received", limits.maxReceivedBytes());
    }
    receivedBytes += bytes;
    return true;
  }

  /** Returns whether so many bytes may still be sent; they count if they may. */
  boolean sends(int bytes) {
    if (sentBytes + bytes > limits.maxSentBytes()) {
      return end("sent", limits.maxSentBytes());
    }
    sentBytes += bytes;
    return true;
  }

  private boolean end(String direction, long maxBytes) {
    usedUp = Refusal.forbidden("more than " + (maxBytes >> BITS_OF_MIB) + " MiB " + direction);
    return false;
  }

  /** Why nothing may be sent or received any more; empty if it may. */
  Optional<Refusal> usedUp() {
    return usedUp;
  }

  Traffic traffic() {
    return new Traffic(List.copyOf(hosts), List.copyOf(refused), receivedBytes, sentBytes);
  }
}
