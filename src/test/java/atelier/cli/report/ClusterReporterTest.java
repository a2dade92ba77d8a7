package atelier.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.cli.context.RunningNode.ClusterMembership;
import atelier.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ClusterReporterTest {
  private static String describe(int size, List<String> nodes, List<String> members) {
    var membership = new ClusterMembership("atelier-0123456789abcdef", "a", nodes, size);
    var settings = new Settings.Cluster(
        true, "atelier", size, "127.0.0.1", members, 5701, "", Path.of("none"));
    return ClusterReporter.describe(membership, settings).stream()
        .map(StyledLine::text)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aMajorityIsOneLine() {
    assertThat(describe(3, List.of("a", "b"), List.of()))
        .isEqualTo("🌐 Cluster atelier-01234567…: 2 of 3 nodes are online: a (this one), b.");
  }

  @Test
  void withoutAMajorityItSaysHowNodesAreDiscovered() {
    assertThat(describe(3, List.of("a"), List.of("10.0.0.12:5701")))
        .contains("1 of 3 nodes are online", "At least 2 must be online before work is accepted")
        .contains("discovered at 10.0.0.12:5701", "ports 5701 and 5801");
    assertThat(describe(3, List.of("a"), List.of()))
        .contains("by multicast", "set cluster.members");
  }

  @Test
  void warnsOfMoreNodesThanTheClusterSize() {
    assertThat(describe(1, List.of("a", "b"), List.of()))
        .contains("more than cluster.size: set it to 2 on all nodes");
  }
}
