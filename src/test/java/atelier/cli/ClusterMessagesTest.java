package atelier.cli;

import atelier.cli.command.ServeCommand;
import atelier.cli.context.RunningNode;
import atelier.cli.doctor.ClusterDoctorChecks;
import atelier.cli.report.StyledLine;

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

/** What a user is told when nodes do not find each other. */
final class ClusterMessagesTest {
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir
  private Path folder;

  private static Settings.Cluster cluster(
      int size, String networkInterface, List<String> members, int port, String tls) {
    return new Settings.Cluster(
        true, "atelier", size, networkInterface, members, port, tls, Path.of("none"));
  }

  private static String said(int size, List<String> nodes, List<String> members) {
    var company = new RunningNode.ClusterMembership("atelier-0123456789abcdef", "a", nodes, size);
    return ServeCommand.describeCluster(company, cluster(size, LOOPBACK, members, 5701, "")).stream()
        .map(StyledLine::text)
        .collect(Collectors.joining("\n"));
  }

  private static String found(Settings.Cluster cluster) {
    return new ClusterDoctorChecks(cluster)
            .runAll().stream()
                .map(one -> one.state() + " " + one.text() + " | " + one.remedy())
                .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void withAMajorityOneLineIsEnough() {
    assertThat(said(3, List.of("a", "b"), List.of()))
        .isEqualTo("🌐 Cluster atelier-01234567…: 2 of 3 nodes are here: a (this one), b.");
  }

  @Test
  void withoutItIsSaidWhereTheOthersAreLookedFor() {
    assertThat(said(3, List.of("a"), List.of("10.0.0.12:5701")))
        .contains("1 of 3 nodes are here", "2 must be before anything is accepted")
        .contains("looked for at 10.0.0.12:5701", "ports 5701 and 5801");
    assertThat(said(3, List.of("a"), List.of())).contains("by multicast", "set cluster.members");
  }

  @Test
  void moreNodesThanThereAreMeantToBeAreADanger() {
    assertThat(said(1, List.of("a", "b"), List.of()))
        .contains("more than cluster.size: set it to 2 on all nodes");
  }

  @Test
  void doctorFindsNothingWrongWhereNothingIs() throws IOException {
    for (var file : List.of("ca.pem", "node.pem", "node-key.pem")) {
      Files.writeString(folder.resolve(file), "");
    }
    try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int port = free();
      var members = List.of(LOOPBACK + ":" + port, LOOPBACK + ":" + other.getLocalPort());

      var found = found(cluster(2, LOOPBACK, members, port, folder.toString()));

      assertThat(found)
          .contains("ok nodes speak on 127.0.0.1", "ok 2 of 2 nodes must be here", "ok keys in ")
          .contains("ok port " + port + " is free", "ok all other nodes answer")
          .doesNotContain("fail ");
    }
  }

  @Test
  void doctorSaysWhatKeepsNodesApart() throws IOException {
    int silent = free();
    try (var taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var members =
          Stream.of(silent, silent + 1).map(port -> LOOPBACK + ":" + port).toList();

      var found = found(cluster(2, "192.0.2.7", members, taken.getLocalPort(), "nowhere"));

      assertThat(found)
          .contains("fail cluster.interface 192.0.2.7 is not an address of this machine")
          .contains("fail cluster.size is 2, and with cluster.members there are 3")
          .contains("port " + taken.getLocalPort() + " is in use")
          .contains("fail ca.pem, node.pem, node-key.pem cannot be read in nowhere")
          .contains("no node answers at " + LOOPBACK + ":" + silent);
    }
  }

  @Test
  void aNodeThatIsMeantToBeAloneIsNotAskedForOthers() {
    assertThat(ClusterDoctorChecks.isConfigured(
            new Settings.Cluster(false, "atelier", 1, "", List.of(), 5701, "", Path.of("none"))))
        .isFalse();
  }
}
