package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.LiveMessage;
import atelier.message.MessageBus;
import atelier.rig.Board;
import atelier.rig.Eventually;
import atelier.rig.Fleet;
import atelier.rig.TestNetwork;
import atelier.rig.model.ScriptedProjects;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Nodes that know each other by keys, and who is kept out by them: real processes and sockets. */
final class ClusterSecurityIT {

  @TempDir
  private Path folder;

  private static final Duration MINUTE = Duration.ofSeconds(60);

  /** Of three hosts, two of which are the cluster. */
  private Fleet fleet;

  @BeforeEach
  void begin() throws IOException {
    fleet = Fleet.of(
        TestNetwork.loopback(3), 3, folder, ScriptedProjects::checked, 100, 1, "http.token=");
  }

  @AfterEach
  void stop() throws IOException {
    fleet.close();
  }

  private Path keys(String authority, String... nodes) throws Exception {
    Path keys = folder.resolve(authority);
    run(Stream.concat(Stream.of("scripts/cluster-keys", keys.toString()), Stream.of(nodes))
        .toArray(String[]::new));
    return keys;
  }

  private void run(String... command) throws Exception {
    Path said = folder.resolve("said.txt");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(0);
  }

  private void start(Board board, String tls) {
    fleet.start(board, "cluster.size=2", "cluster.tls=" + tls);
  }

  private List<Board> pair(String first, String second) {
    start(fleet.board(0), first);
    start(fleet.board(1), second);
    List<Board> two = fleet.boards().subList(0, 2);
    two.forEach(board -> until(() -> Fleet.present(board) == 2));
    return two;
  }

  private void until(BooleanSupplier so) {
    Eventually.holds(fleet::logs, MINUTE, so);
  }

  @Test
  void nodesWithKeysWorkTogetherAndOthersDoNotTakePart() throws Exception {
    Path keys = keys("ours", "n1", "n2");
    Path others = keys("others", "n3");
    List<Board> two = pair(keys.resolve("n1").toString(), keys.resolve("n2").toString());

    until(() -> Fleet.submit(two.get(0), "todo", "todos").isGood());
    two.forEach(board -> until(() -> Fleet.status(board, "todo").equals("succeeded")));
    assertThat(calls(two.get(0))).isNotEmpty().isEqualTo(calls(two.get(1)));

    for (String stranger : List.of("", others.resolve("n3").toString())) {
      Board third = fleet.board(2);
      int before = third.said().length();
      start(third, stranger);
      assertThat(third.exit()).as(third.said()).isEqualTo(3);
      assertThat(third.said().substring(before))
          .contains("keys of another certificate authority", "scripts/cluster-keys");
    }
    Board first = two.get(0);
    int bus = first.busPort();
    send(new Socket(InetAddress.getLoopbackAddress(), bus), forged("plain"));
    assertThat(send(shaking(null, bus), forged("nameless"))).isFalse();
    assertThat(send(shaking(others.resolve("n3"), bus), forged("foreign"))).isFalse();
    assertThat(send(shaking(keys.resolve("n2"), bus), forged("known"))).isTrue();
    until(() -> first.said().contains("[known] joined"));
    until(() -> Fleet.present(first) == 2);
    assertThat(first.said())
        .doesNotContain("[plain] joined", "[nameless] joined", "[foreign] joined");
  }

  /** What the frame of the test above would do where nothing keeps it out. */
  @Test
  void withoutKeysWhoeverReachesTheBusIsBelieved() throws Exception {
    Board first = pair("", "").get(0);

    send(new Socket(InetAddress.getLoopbackAddress(), first.busPort()), forged("stranger"));

    until(() -> first.said().contains("[stranger] joined"));
  }

  private static JsonNode calls(Board board) {
    return board.http().get("/api/projects/todo/calls").json().path("calls");
  }

  /** A message of the bus, as Vert.x writes it, that a node has joined. */
  private static Buffer forged(String name) {
    String json = "{\"type\":\"node_joined\",\"project\":\"\",\"node\":\"" + name
        + "\",\"agent\":\"\",\"file\":\"\",\"tokens\":0,\"text\":\"\"}";
    Buffer frame = Buffer.buffer().appendByte((byte) 2).appendByte((byte) -1);
    text(frame, LiveMessage.class.getName());
    frame.appendByte((byte) 1);
    text(frame, MessageBus.LIVE_MESSAGES);
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

  /** Speaks TLS with the keys of a folder, or without any, and cares for nobody else's. */
  private Socket shaking(Path keys, int port) throws Exception {
    KeyManager[] own = null;
    if (keys != null) {
      Path store = folder.resolve("store.p12");
      run(
          "openssl",
          "pkcs12",
          "-export",
          "-in",
          keys.resolve("node.pem").toString(),
          "-inkey",
          keys.resolve("node-key.pem").toString(),
          "-passout",
          "pass:word",
          "-out",
          store.toString());
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      char[] word = "word".toCharArray();
      factory.init(KeyStore.getInstance(store.toFile(), word), word);
      own = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, new TrustManager[] {new Gullible()}, null);
    return context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
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
