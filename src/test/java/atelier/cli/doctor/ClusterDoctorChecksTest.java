package atelier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterDoctorChecksTest {
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir
  private Path folder;

  private static Settings.Cluster cluster(
      String networkInterface, List<String> members, int port, String tls) {
    return new Settings.Cluster(
        true, "atelier", 2, networkInterface, members, port, tls, Path.of("none"));
  }

  private static String findings(Settings.Cluster cluster) {
    return new ClusterDoctorChecks(cluster)
            .runAll().stream()
                .map(finding -> finding.state() + " " + finding.text() + " | " + finding.remedy())
                .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void findsNoFailureInAValidConfiguration() throws IOException {
    for (var file : List.of("ca.pem", "node.pem", "node-key.pem")) {
      Files.writeString(folder.resolve(file), "");
    }
    try (var otherNode = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int port = freePort();
      var members = List.of(LOOPBACK + ":" + port, LOOPBACK + ":" + otherNode.getLocalPort());

      assertThat(findings(cluster(LOOPBACK, members, port, folder.toString())))
          .contains("ok nodes communicate on 127.0.0.1", "ok 2 of 2 nodes must be online")
          .contains("ok keys in ", "ok port " + port + " is free")
          .contains("ok all other nodes are reachable")
          .doesNotContain("fail ");
    }
  }

  @Test
  void reportsEverythingThatKeepsNodesApart() throws IOException {
    int unusedPort = freePort();
    try (var usedPort = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var members = Stream.of(unusedPort, unusedPort + 1)
          .map(port -> LOOPBACK + ":" + port)
          .toList();

      assertThat(findings(cluster("192.0.2.7", members, usedPort.getLocalPort(), "nowhere")))
          .contains("fail cluster.interface 192.0.2.7 is not an address of this machine")
          .contains("fail cluster.size is 2, but cluster.members and this node are 3")
          .contains("port " + usedPort.getLocalPort() + " is in use")
          .contains("fail ca.pem, node.pem, node-key.pem cannot be read in nowhere")
          .contains("no node is reachable at " + LOOPBACK + ":" + unusedPort);
    }
  }

  @Test
  void aSingleNodeIsNotCheckedForACluster() {
    assertThat(ClusterDoctorChecks.isConfigured(
            new Settings.Cluster(false, "atelier", 1, "", List.of(), 5701, "", Path.of("none"))))
        .isFalse();
  }
}
