package atelier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Settings;
import atelier.rig.Eventually;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs that are no nodes and reach the ports of a real node on loopback. */
@Tag("slow")
final class GuestTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration MINUTE = Duration.ofSeconds(60);
  /** Strong references: a garbage-collected logger loses its level. */
  private static final Logger ROOT = Logger.getLogger("");

  private static final Logger HAZELCAST = Logger.getLogger("com.hazelcast");

  private final int port = freePort();
  private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
  private final Handler log = new Handler() {
    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        warnings.add(line.getLoggerName() + " " + line.getMessage());
      }
    }

    @Override
    public void flush() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  };
  private Cluster node;

  @BeforeEach
  void begin() {
    HAZELCAST.setLevel(Level.SEVERE); // As the console of a node has it.
    ROOT.addHandler(log);
    node = Cluster.join(settings(port), "n1");
  }

  @AfterEach
  void end() throws Exception {
    node.leave().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    ROOT.removeHandler(log);
    HAZELCAST.setLevel(Level.OFF);
  }

  private Settings.Cluster settings(int ownPort) {
    return new Settings.Cluster(
        true,
        "guests",
        1,
        LOOPBACK,
        List.of(LOOPBACK + ":" + port),
        ownPort,
        "",
        Path.of("no/such/file"));
  }

  private HazelcastInstance guest() {
    Config config = new Config()
        .setClusterName("guests")
        .setProperty("hazelcast.partition.count", "71")
        .setProperty("hazelcast.logging.type", "jdk")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false");
    config.getJetConfig().setEnabled(false);
    config
        .getNetworkConfig()
        .setPort(freePort())
        .getInterfaces()
        .setEnabled(true)
        .addInterface(LOOPBACK);
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config
        .getNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .addMember(LOOPBACK + ":" + port);
    return Hazelcast.newHazelcastInstance(config);
  }

  @Test
  void aGuestIsNotCountedLeadsNothingAndKeepsNoNodeOut() throws Exception {
    HazelcastInstance guest = guest();
    try {
      assertThat(guest.getCluster().getMembers()).hasSize(2);
      Eventually.holds(
          "the guest is logged",
          MINUTE,
          () -> warnings.stream().anyMatch(line -> line.contains("is no node of Atelier")));
      Eventually.holds(
          "the guest owns partitions",
          MINUTE,
          () -> guest.getPartitionService().getPartitions().stream()
              .anyMatch(
                  partition -> guest.getCluster().getLocalMember().equals(partition.getOwner())));
      assertThat(node.nodes()).containsExactly("n1");
      assertThat(node.present()).isEmpty();
      assertThat(IntStream.range(0, 500).mapToObj(i -> node.ownerOf("p" + i))).containsOnly("n1");

      Cluster second = Cluster.join(settings(freePort()), "n2");
      Eventually.holds(
          "both nodes see each other", MINUTE, () -> node.nodes().equals(Set.of("n1", "n2")));
      second.leave().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } finally {
      guest.getLifecycleService().terminate();
    }
  }

  @Test
  void randomBytesOnThePortsAreOneLineAndTheNodeGoesOn() throws Exception {
    Random random = new Random(7);
    byte[] bytes = new byte[500];
    for (int i = 0; i < 20; i++) {
      random.nextBytes(bytes);
      for (int target : List.of(port, settings(port).busPort())) {
        send(target, bytes);
        send(target, "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(target, new byte[] {0, 0, 0, 5, 'h', 'e', 'l', 'l', 'o'});
      }
    }

    Eventually.holds(
        "the bytes are logged", MINUTE, () -> warnings.stream().anyMatch(GuestTest::isAboutBytes));
    assertThat(warnings.stream().filter(GuestTest::isAboutBytes)).hasSize(1);
    assertThat(warnings).noneMatch(line -> line.startsWith("io.vertx"));
    assertThat(warnings).noneMatch(line -> line.contains("nothing caught"));
    assertThat(node.nodes()).containsExactly("n1");
  }

  private static boolean isAboutBytes(String line) {
    return line.contains("what no node sends");
  }

  /** Sends bytes and waits until the node has closed the connection, or a moment. */
  private static void send(int target, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target)) {
      socket.setSoTimeout(200);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (SocketException | java.net.SocketTimeoutException closed) {
      return;
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
