package atelier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.Settings;
import atelier.rig.Eventually;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that joins a cluster of another version: two real members on loopback. */
final class OtherVersionTest {
  private static final int OTHER_PROTOCOL = 99;

  private final int first = freePort();
  private final int second = freePort();

  private Settings.Cluster on(int port) {
    List<String> members = List.of("127.0.0.1:" + first, "127.0.0.1:" + second);
    return new Settings.Cluster(
        true, "versions", 2, "127.0.0.1", members, port, "", Path.of("no/such/file"));
  }

  @Test
  void itIsRejectedWithAMessageAndTheClusterStays() {
    HazelcastInstance member =
        Hazelcast.newHazelcastInstance(HazelcastConfig.of(on(first), "n1", OTHER_PROTOCOL));
    try {
      assertThatThrownBy(() -> Cluster.join(on(second), "n2"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("node n1 has an incompatible version")
          .hasMessageContaining("protocol 99")
          .hasMessageContaining("use the same atelier.jar on all nodes");

      assertThat(member.getLifecycleService().isRunning()).isTrue();
      Eventually.holds(
          "the other member has left",
          Duration.ofSeconds(30),
          () -> member.getCluster().getMembers().size() == 1);
    } finally {
      member.shutdown();
    }
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
