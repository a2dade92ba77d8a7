package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nodes that know each other by keys, and who is kept out by them: real processes and sockets. */
final class ClusterSecurityIT {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @TempDir
  private Path folder;

  private final List<AtelierProcess> started = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  @BeforeEach
  void findPorts() throws IOException {
    while (ports.size() < 3) {
      try (ServerSocket members = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK));
          ServerSocket bus =
              new ServerSocket(members.getLocalPort() + 100, 1, InetAddress.getByName(LOOPBACK))) {
        if (bus.isBound()) {
          ports.add(members.getLocalPort());
        }
      } catch (IOException | IllegalArgumentException taken) {
        // Another one, then.
      }
    }
  }

  @AfterEach
  void stop() {
    started.forEach(AtelierProcess::close);
  }

  private Path keys(String authority, String... nodes) throws Exception {
    Path keys = folder.resolve(authority);
    List<String> command = new ArrayList<>(List.of("scripts/cluster-keys", keys.toString()));
    command.addAll(List.of(nodes));
    Process made = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("keys.txt").toFile())
        .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).as(Files.readString(folder.resolve("keys.txt"))).isEqualTo(0);
    return keys;
  }

  private AtelierProcess start(int node, String tls) throws IOException {
    String members = ports.stream().map(port -> LOOPBACK + ":" + port).toList().toString();
    List<String> words = new ArrayList<>(List.of("serve", "--cluster", "--json", "--port", "0"));
    words.addAll(List.of("--data", folder.resolve("data" + node).toString()));
    for (String setting : List.of(
        "node=n" + node,
        "cluster.name=secret-" + ports,
        "cluster.size=2",
        "cluster.interface=" + LOOPBACK,
        "cluster.port=" + ports.get(node - 1),
        "cluster.members=" + members.replace(" ", ""),
        "cluster.tls=" + tls,
        "llm.provider=rehearsal",
        "llm.model=rehearsal",
        "research.provider=off")) {
      words.addAll(List.of("--set", setting));
    }
    AtelierProcess process =
        AtelierProcess.start(folder.resolve("n" + node), words.toArray(String[]::new));
    started.add(process);
    return process;
  }

  private static String url(AtelierProcess process) throws IOException {
    JsonNode said = process.next();
    assertThat(said).as("the node did not start").isNotNull();
    return said.path("url").asString();
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

  private static JsonNode get(String url) {
    return call(HttpRequest.newBuilder(URI.create(url)));
  }

  private static void until(String what, BooleanSupplier so) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in vain: " + what).isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private String story(int node) {
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

  private List<String> pair(String first, String second) throws IOException {
    List<AtelierProcess> both = List.of(start(1, first), start(2, second));
    List<String> urls = List.of(url(both.get(0)), url(both.get(1)));
    for (String url : urls) {
      until("two nodes", () -> get(url + "/api/cluster").path("nodes").size() == 2);
    }
    return urls;
  }

  @Test
  void nodesWithKeysWorkTogetherAndOthersDoNotTakePart() throws Exception {
    Path keys = keys("ours", "n1", "n2");
    Path others = keys("others", "n3");
    List<String> urls =
        pair(keys.resolve("n1").toString(), keys.resolve("n2").toString());

    call(HttpRequest.newBuilder(URI.create(urls.get(0) + "/api/projects"))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"todo\",\"spec\":\"todos\"}")));
    for (String url : urls) {
      until("succeeded", () -> get(url + "/api/projects/todo").path("status").asString()
          .equals("succeeded"));
    }
    JsonNode calls = get(urls.get(0) + "/api/projects/todo/calls");
    assertThat(calls.path("calls")).isNotEmpty().isEqualTo(
        get(urls.get(1) + "/api/projects/todo/calls").path("calls"));

    for (String stranger : List.of("", others.resolve("n3").toString())) {
      AtelierProcess.Ended ended = start(3, stranger).finish();
      assertThat(ended.exit()).as(ended.story()).isEqualTo(3);
      assertThat(ended.story()).contains("keys of another authority", "scripts/cluster-keys");
    }
    int bus = ports.get(0) + 100;
    send(new Socket(LOOPBACK, bus), forged("plain"));
    SSLSocket nobody = (SSLSocket) trusting().getSocketFactory().createSocket(LOOPBACK, bus);
    assertThat(send(nobody, forged("nameless"))).isFalse();
    until("two nodes again", () -> get(urls.get(0) + "/api/cluster").path("nodes").size() == 2);
    assertThat(story(1)).doesNotContain("plain joined", "nameless joined");
  }

  /** What the frame of the test above would do where nothing keeps it out. */
  @Test
  void withoutKeysWhoeverReachesTheBusIsBelieved() throws Exception {
    pair("", "");

    send(new Socket(LOOPBACK, ports.get(0) + 100), forged("stranger"));

    until("believed", () -> story(1).contains("stranger joined"));
  }

  /** A message of the bus, as Vert.x writes it, that a node has joined. */
  private static Buffer forged(String name) {
    String json = "{\"type\":\"node_joined\",\"project\":\"\",\"node\":\"" + name
        + "\",\"agent\":\"\",\"file\":\"\",\"tokens\":0,\"text\":\"\"}";
    Buffer frame = Buffer.buffer().appendByte((byte) 2).appendByte((byte) -1);
    text(frame, "atelier.event.Passing");
    frame.appendByte((byte) 1);
    text(frame, "studio.passing");
    frame.appendInt(0);
    text(frame, "forger");
    frame.appendInt(4);
    text(frame, json);
    return Buffer.buffer().appendInt(frame.length()).appendBuffer(frame);
  }

  private static void text(Buffer frame, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    frame.appendInt(bytes.length).appendBytes(bytes);
  }

  /** Whether it was taken: a connection that is refused ends at once. */
  private static boolean send(Socket socket, Buffer frame) throws IOException {
    try (socket) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(frame.getBytes());
      socket.getOutputStream().flush();
      InputStream answer = socket.getInputStream();
      return answer.read() >= 0;
    } catch (java.net.SocketTimeoutException nothingSaid) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static SSLContext trusting() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Gullible()}, null);
    return context;
  }

  /** An attacker cares for nobody's certificate. */
  private static final class Gullible implements X509TrustManager {
    @Override
    public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {
      // Everybody will do.
    }

    @Override
    public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {
      // Everybody will do.
    }

    @Override
    public java.security.cert.X509Certificate[] getAcceptedIssuers() {
      return new java.security.cert.X509Certificate[0];
    }
  }
}
