package atelier.schedule;

import atelier.role.Capabilities;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The capabilities that the nodes announced recently. Not thread-safe. */
final class NodeRegistry {
  private static final Duration EXPIRY = Duration.ofSeconds(7);

  private final Clock clock;
  private final Map<String, Registration> registrations = new TreeMap<>();

  private record Registration(Capabilities capabilities, Instant receivedAt) {}

  NodeRegistry(Clock clock) {
    this.clock = clock;
  }

  void register(Capabilities capabilities) {
    registrations.put(capabilities.node(), new Registration(capabilities, clock.instant()));
  }

  /** Removes all nodes except these. */
  void retainNodes(Set<String> nodes) {
    registrations.keySet().retainAll(nodes);
  }

  /** The capabilities of the nodes that announced themselves in the last 7 seconds. */
  Collection<Capabilities> capabilities() {
    Instant earliest = clock.instant().minus(EXPIRY);
    registrations.values().removeIf(registration -> registration.receivedAt().isBefore(earliest));
    return List.copyOf(registrations.values()).stream()
        .map(Registration::capabilities)
        .toList();
  }
}
