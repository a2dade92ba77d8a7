package atelier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.Settings;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two members on loopback, configured like nodes: open ports and rejected clients. */
final class MembersTest {
  private static final String LOOPBACK = "127.0.0.1";
  /** A strong reference: a garbage-collected logger loses its level. */
  private static final Logger HAZELCAST = Logger.getLogger("com.hazelcast");

  private final List<Integer> ports = new ArrayList<>();
  private final List<HazelcastInstance> members = new ArrayList<>();

  @BeforeEach
  void begin() throws IOException {
    HAZELCAST.setLevel(Level.OFF);
    for (int i = 0; i < 2; i++) {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        ports.add(free.getLocalPort());
      }
    }
    for (int port : ports) {
      members.add(
          Hazelcast.newHazelcastInstance(HazelcastConfig.of(settings(port), "n" + port, 1)));
    }
  }

  private Settings.Cluster settings(int port) {
    List<String> all = ports.stream().map(one -> LOOPBACK + ":" + one).toList();
    return new Settings.Cluster(
        true, "atelier-test", 2, LOOPBACK, all, port, "", Path.of("conf/hazelcast.yaml.example"));
  }

  @AfterEach
  void end() {
    members.forEach(member -> member.getLifecycleService().terminate());
  }

  @Test
  void membersJoinAndKeepTheSettingsOfTheSampleFile() {
    assertThat(members.get(1).getCluster().getMembers()).hasSize(2);
    assertThat(members.get(0).getConfig().getProperty("hazelcast.max.no.heartbeat.seconds"))
        .isEqualTo("10");
    assertThat(members.get(0).getConfig().getProperty("hazelcast.phone.home.enabled"))
        .isEqualTo("false");
  }

  @Test
  void anAddressOfAnotherMachineIsReported() {
    Settings.Cluster elsewhere = new Settings.Cluster(
        true, "atelier-test", 2, "192.0.2.7", List.of(), 5_701, "", Path.of("none"));

    assertThatThrownBy(() -> Cluster.join(elsewhere, "n"))
        .hasMessageContaining("cluster.interface is an address of this machine");
  }

  @Test
  void onlyTheConfiguredInterfaceIsBound() {
    assertThatThrownBy(() -> new Socket("127.0.0.2", ports.get(0)).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void clientsAreRejected() {
    ClientConfig client = new ClientConfig();
    client.setClusterName("atelier-test");
    client.getNetworkConfig().addAddress(LOOPBACK + ":" + ports.get(0));
    client
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(2_000);

    assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(client))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Members reply with exceptions; a member that cannot read one waits for half a minute. */
  @Test
  void exceptionsAreReadWithCauseAndStackTrace() {
    IMap<Integer, Object> writing = members.get(0).getMap("failures");
    IMap<Integer, Object> reading = members.get(1).getMap("failures");
    IntStream.range(0, 20)
        .forEach(i -> writing.put(i, new IllegalStateException("told", new IOException("cut"))));

    for (int i = 0; i < 20; i++) {
      assertThat((Exception) reading.get(i))
          .hasMessage("told")
          .hasRootCauseInstanceOf(IOException.class);
    }
  }

  /** A class that no node sends. */
  record Foreign(String text) implements Serializable {}

  @Test
  void otherClassesAreNotDeserialised() {
    IMap<Integer, Object> writing = members.get(0).getMap("strange");
    IMap<Integer, Object> reading = members.get(1).getMap("strange");
    IntStream.range(0, 20).forEach(i -> writing.put(i, i % 2 == 0 ? "known" : new Foreign("x")));

    assertThat(reading.get(0)).isEqualTo("known");
    assertThatThrownBy(() -> reading.get(1))
        .isInstanceOf(HazelcastSerializationException.class)
        .hasStackTraceContaining("Foreign");
  }
}
