package atelier.web;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import atelier.event.LiveMessage;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The feed sends each entry once and in order: first the earlier ones, then live. */
@Tag("slow")
final class FeedTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir
  private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient webSocketClient =
      vertx.createWebSocketClient(new WebSocketClientOptions().setMaxMessageSize(1 << 20));
  private WebHarness harness;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder);
    harness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"shop\"}");
  }

  @AfterEach
  void close() {
    await(vertx.close());
    harness.close();
  }

  /** A client and the messages that it has received. */
  private final class Client {
    final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    final CompletableFuture<Short> closed = new CompletableFuture<>();
    final WebSocket socket;

    Client(String query) {
      // The handlers are set first: a message that arrives before them would be dropped.
      ClientWebSocket unconnected = webSocketClient.webSocket();
      unconnected.textMessageHandler(text -> received.add(JSON.readTree(text)));
      unconnected.closeHandler(done -> closed.complete(unconnected.closeStatusCode()));
      socket = await(unconnected.connect(harness.port(), "localhost", "/feed" + query));
    }

    JsonNode next() throws InterruptedException {
      JsonNode message = received.poll(10, TimeUnit.SECONDS);
      assertThat(message).as("a message").isNotNull();
      return message;
    }

    void expectSeqs(long from, long to) throws InterruptedException {
      for (long seq = from; seq <= to; seq++) {
        assertThat(next().path("seq").asLong()).isEqualTo(seq);
      }
    }
  }

  private void appendEvents(int events) {
    for (int i = 0; i < events; i++) {
      harness.append("shop", new Event.ResearchRequest("question " + i));
    }
  }

  @Test
  void replaysEarlierEntriesThenContinuesLive() throws InterruptedException {
    appendEvents(250);
    Client all = new Client("?project=shop");
    Client rest = new Client("?project=shop&after=200");
    all.expectSeqs(1, 251);
    rest.expectSeqs(201, 251);

    appendEvents(3);

    all.expectSeqs(252, 254);
    rest.expectSeqs(252, 254);
    assertThat(all.received).isEmpty();
  }

  @Test
  void clientsThatConnectAtAnyTimeReceiveEachEntryOnce() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    Thread writer = new Thread(() -> appendEvents(400));
    writer.start();
    List<Client> clients = new java.util.ArrayList<>();
    List<Long> startSeqs = new java.util.ArrayList<>();
    for (int i = 0; i < 30; i++) {
      long after = random.nextInt(20);
      startSeqs.add(after);
      clients.add(new Client("?project=shop&after=" + after));
    }
    writer.join();

    for (int i = 0; i < clients.size(); i++) {
      List<Long> expected =
          LongStream.rangeClosed(startSeqs.get(i) + 1, 401).boxed().toList();
      List<Long> received = new java.util.ArrayList<>();
      while (received.size() < expected.size()) {
        received.add(clients.get(i).next().path("seq").asLong());
      }
      assertThat(received).as("-Dseed=" + seed).isEqualTo(expected);
      assertThat(clients.get(i).received).isEmpty();
    }
  }

  @Test
  void followsAllProjectsFromNowOn() throws InterruptedException {
    Client all = new Client("");
    harness.post("/api/projects", "{\"spec\":\"a bar\",\"id\":\"bar\"}");
    appendEvents(1);

    assertThat(all.next().path("project").asString()).isEqualTo("bar");
    assertThat(all.next().path("project").asString()).isEqualTo("shop");
    assertThat(harness.get("/api/events?after=3").statusCode()).isEqualTo(400);
  }

  @Test
  void sendsLiveMessagesWithoutASeqToTheirProjectOnly() throws InterruptedException {
    Client shop = new Client("?project=shop");
    shop.expectSeqs(1, 1);
    harness.sendLive(new LiveMessage("progress", "other", "n", "writer", "x.py", 1, "y"));
    harness.sendLive(
        new LiveMessage("progress", "shop", "n", "writer", "a.py", 7, "z".repeat(40_000)));
    harness.sendLive(new LiveMessage("agent_joined", "", "n", "writer", "", 0, ""));

    JsonNode progress = shop.next();
    assertThat(progress.has("seq")).isFalse();
    assertThat(progress.path("file").asString()).isEqualTo("a.py");
    assertThat(progress.path("data").path("tokens").asInt()).isEqualTo(7);
    assertThat(progress.path("data").path("text").asString()).hasSize(32 * 1024);
    assertThat(progress.path("data").path("skippedChars").asInt()).isEqualTo(40_000 - 32 * 1024);
    assertThat(shop.next().path("type").asString()).isEqualTo("agent_joined");
  }

  @Test
  void aTooLargeClientMessageClosesTheSocket() throws Exception {
    Client sender = new Client("?project=shop");
    sender.socket.writeBinaryMessage(Buffer.buffer(new byte[300_000]));

    assertThat(sender.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1009);
  }

  @Test
  void aSlowClientIsDisconnectedAndCanReconnect() throws Exception {
    Client slow = new Client("?project=shop");
    slow.expectSeqs(1, 1);
    slow.socket.pause();
    String large = "x".repeat(500_000);
    for (int i = 0; i < 60; i++) {
      harness.append("shop", new Event.ResearchProduced("q" + i, "s", "u", large));
    }
    // The kernel buffers some megabytes for both sides; the rest stays in the journal.
    awaitNoClients();

    Client reconnected = new Client("?project=shop&after=1");
    reconnected.expectSeqs(2, 61);
  }

  private void awaitNoClients() throws InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!harness.get("/metrics").body().contains("atelier_feed_clients 0.0")) {
      assertThat(System.nanoTime()).as("clients are still connected").isLessThan(endNs);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  @Test
  void serverSentEventsResumeAfterTheLastEventId() throws IOException {
    appendEvents(5);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), harness.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("""
              GET /api/events?project=shop&after=1 HTTP/1.1
              Host: localhost
              Last-Event-ID: 4
              Accept: text/event-stream

              """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

      assertThat(nextId(lines)).isEqualTo("id: 5");
      assertThat(nextId(lines)).isEqualTo("id: 6");
      appendEvents(1);
      assertThat(nextId(lines)).isEqualTo("id: 7");
    }
  }

  @Test
  void anIdleStreamSendsItsHeadAtOnce() throws IOException {
    for (String path : List.of(
        "/api/projects/shop/events?after=1", "/api/events?project=shop&after=1", "/api/events")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), harness.port())) {
        // Shorter than the interval of the heartbeat, five seconds.
        socket.setSoTimeout(3_000);
        socket
            .getOutputStream()
            .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Accept: application/x-ndjson\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        BufferedReader lines = new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).as(path).isEqualTo("HTTP/1.1 200 OK");
      }
    }
  }

  private static String nextId(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (!line.startsWith("id: ")) {
      line = lines.readLine();
    }
    return line;
  }

  @Test
  void theStreamOfLinesEndsWithTheProject() {
    HttpClient http = vertx.createHttpClient();
    var body = http.request(
            io.vertx.core.http.HttpMethod.GET,
            harness.port(),
            "localhost",
            "/api/projects/shop/events")
        .compose(request -> request.putHeader("accept", "application/x-ndjson").send())
        .compose(io.vertx.core.http.HttpClientResponse::body);
    appendEvents(3);
    harness.post("/api/projects/shop/cancel", "");

    assertThat(await(body).toString().lines().filter(line -> !line.isEmpty())).hasSize(5);
  }
}
