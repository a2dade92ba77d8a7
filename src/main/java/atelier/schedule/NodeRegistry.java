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

/** What the nodes said of late that they can do. For one thread. */
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

  /** Forgets nodes that are not among these. */
  void retainNodes(Set<String> nodes) {
    registrations.keySet().retainAll(nodes);
  }

  /** Those of nodes that are not silent. */
  Collection<Capabilities> capabilities() {
    Instant earliest = clock.instant().minus(EXPIRY);
    registrations.values().removeIf(registration -> registration.receivedAt().isBefore(earliest));
    return List.copyOf(registrations.values()).stream().map(Registration::capabilities).toList();
  }
}
