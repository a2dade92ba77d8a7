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
  private static final Duration SILENCE = Duration.ofSeconds(7);

  private final Clock clock;
  private final Map<String, Said> nodes = new TreeMap<>();

  private record Said(Capabilities capabilities, Instant at) {}

  NodeRegistry(Clock clock) {
    this.clock = clock;
  }

  void heard(Capabilities capabilities) {
    nodes.put(capabilities.node(), new Said(capabilities, clock.instant()));
  }

  /** Forgets nodes that are not among these. */
  void retain(Set<String> names) {
    nodes.keySet().retainAll(names);
  }

  /** Those of nodes that are not silent. */
  Collection<Capabilities> capabilities() {
    Instant since = clock.instant().minus(SILENCE);
    nodes.values().removeIf(said -> said.at().isBefore(since));
    return List.copyOf(nodes.values()).stream().map(Said::capabilities).toList();
  }
}
