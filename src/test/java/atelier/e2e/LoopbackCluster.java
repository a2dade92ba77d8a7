package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nodes n1, n2, … of one cluster on this machine, each a process, whose model is recorded. */
final class LoopbackCluster implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  private static final int BUS_PORT_OFFSET = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final Path folder;
  private final int size;
  private final List<Integer> ports = new ArrayList<>();
  private final List<AtelierProcess> started = new ArrayList<>();

  /** One of {@code size} nodes, with addresses for as many as {@code most}. */
  LoopbackCluster(Path folder, int size, int most) throws IOException {
    this.folder = folder;
    this.size = size;
    InetAddress here = InetAddress.getLoopbackAddress();
    while (ports.size() < most) {
      try (ServerSocket members = new ServerSocket(0, 1, here);
          ServerSocket bus = new ServerSocket(members.getLocalPort() + BUS_PORT_OFFSET, 1, here)) {
        if (bus.isBound()) {
          ports.add(members.getLocalPort());
        }
      } catch (IOException | IllegalArgumentException taken) {
        // Another pair is tried.
      }
    }
  }

  int busPort(int node) {
    return ports.get(node - 1) + BUS_PORT_OFFSET;
  }

  /** Starts a node with a setting of its own. */
  AtelierProcess node(int node, String setting) throws IOException {
    String members = ports.stream().map(port -> HOST + ":" + port).toList().toString();
    List<String> words = new ArrayList<>(List.of("serve", "--cluster", "--json", "--port", "0"));
    words.addAll(List.of("--data", folder.resolve("data" + node).toString()));
    for (String one : List.of(
        "node=n" + node,
        "cluster.name=only-for-" + ports.get(0),
        "cluster.size=" + size,
        "cluster.interface=" + HOST,
        "cluster.port=" + ports.get(node - 1),
        "cluster.members=" + members.replace(" ", ""),
        "llm.provider=rehearsal",
        "llm.model=rehearsal",
        "research.provider=off",
        setting)) {
      words.addAll(List.of("--set", one));
    }
    AtelierProcess process =
        AtelierProcess.start(folder.resolve("n" + node), words.toArray(String[]::new));
    started.add(process);
    return process;
  }

  /** Starts a node for each setting; gives their addresses. */
  List<String> start(String... settings) throws IOException {
    List<AtelierProcess> nodes = new ArrayList<>();
    for (String setting : settings) {
      nodes.add(node(nodes.size() + 1, setting));
    }
    List<String> urls = new ArrayList<>();
    for (AtelierProcess node : nodes) {
      JsonNode said = node.next();
      assertThat(said)
          .as("n%d did not start: %s", urls.size() + 1, story(urls.size() + 1))
          .isNotNull();
      urls.add(said.path("url").asString());
    }
    return urls;
  }

  /** SIGKILL for the node that was started so many-th. */
  void kill(int nth) throws InterruptedException {
    started.get(nth - 1).kill();
  }

  /** All that a node has told. */
  String story(int node) {
    try (Stream<Path> files = Files.list(folder.resolve("n" + node))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(one -> one.toString().endsWith(".txt")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode get(String url) {
    return call(HttpRequest.newBuilder(URI.create(url)));
  }

  static JsonNode post(String url, String body) {
    return call(HttpRequest.newBuilder(URI.create(url))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonNode call(HttpRequest.Builder request) {
    try {
      HttpRequest ready = request.timeout(Duration.ofSeconds(10)).build();
      HttpResponse<String> answer = CLIENT.send(ready, HttpResponse.BodyHandlers.ofString());
      return JsonMapper.shared().readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits until it is so; says what it waited for in vain. */
  static void until(String what, BooleanSupplier so) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in vain: " + what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Override
  public void close() {
    started.forEach(AtelierProcess::close);
  }
}
