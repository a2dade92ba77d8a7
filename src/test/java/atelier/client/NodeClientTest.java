package atelier.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client reports lost connections, refusals and servers that are not nodes. */
@Timeout(30)
final class NodeClientTest {
  /** Replies to a request. */
  private interface ReplyWriter {
    void write(HttpExchange exchange) throws IOException;
  }

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private NodeClient client;
  private volatile ReplyWriter replyWriter = exchange -> writeReply(exchange, 200, "{}");

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", exchange -> {
      exchange.getRequestBody().readAllBytes();
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("idempotency-key")));
      replyWriter.write(exchange);
      exchange.close();
    });
    server.start();
    client =
        new NodeClient(URI.create("http://localhost:" + server.getAddress().getPort()), "token");
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private static void writeReply(HttpExchange exchange, int status, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      200 | <html>hello</html>                 | is not an Atelier node
      200 | []                                 | is not an Atelier node
      404 | {"error":"not here"}               | is not an Atelier node
      302 | ''                                 | is not an Atelier node
      502 | {"detail":"the journal is closed"} | reports an error: the journal is closed
      503 | <html>later</html>                 | is not an Atelier node (status 503)
      """)
  void aServerThatIsNotANodeIsReported(int status, String body, String expected) {
    replyWriter = exchange -> writeReply(exchange, status, body);

    assertThatThrownBy(() -> client.get("/api/projects"))
        .isInstanceOf(NodeUnreachable.class)
        .hasMessageContaining(expected);
    assertThatThrownBy(() -> client.follow("shop", 0, false).next(5_000))
        .isInstanceOf(NodeUnreachable.class);
  }

  @Test
  void aRefusalHasTheDetailOfTheReply() {
    replyWriter = exchange -> writeReply(exchange, 409, "{\"detail\":\"it has ended\"}");

    assertThatThrownBy(() -> client.post("/api/projects/shop/cancel", Map.of()))
        .isInstanceOf(RequestRefused.class)
        .hasMessage("it has ended");
  }

  @Test
  void submitRetriesWithTheSameKeyAfterAConnectionLoss() throws Exception {
    replyWriter = exchange -> {
      if (keys.size() == 1) {
        exchange.close();
      } else {
        writeReply(exchange, 202, "{\"id\":\"shop\"}");
      }
    };

    assertThat(client.submit("/api/projects", Map.of("spec", "x")).path("id").asString())
        .isEqualTo("shop");
    assertThat(keys).hasSize(2);
    assertThat(keys.get(0)).hasSize(36).isEqualTo(keys.get(1));
  }

  @Test
  void postIsNotRetriedAfterAConnectionLoss() {
    replyWriter = HttpExchange::close;

    assertThatThrownBy(() -> client.post("/api/projects/shop/hint", Map.of()))
        .isInstanceOf(NodeUnreachable.class)
        .hasMessageContaining("lost the connection");
    assertThat(keys).containsExactly("null");
  }

  @Test
  void readsLinesToTheEndAndReportsAConnectionLoss() throws Exception {
    List<String> received = new ArrayList<>();
    replyWriter = exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange
          .getResponseBody()
          .write("{\"seq\":1}\n\n{\"seq\":2}\n".getBytes(StandardCharsets.US_ASCII));
    };
    try (LineStream lines = client.follow("shop", 0, false)) {
      while (!lines.ended()) {
        lines.next(1_000).ifPresent(message -> received.add(message.line()));
      }
    }
    assertThat(received).containsExactly("{\"seq\":1}", "{\"seq\":2}");
    replyWriter = exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write("{\"seq\":3}\n{\"se".getBytes(StandardCharsets.US_ASCII));
      exchange.getResponseBody().flush();
    };
    try (LineStream lines = client.follow("shop", 2, false)) {
      assertThat(lines.next(5_000)).isPresent();
      assertThatThrownBy(() -> lines.next(5_000)).isInstanceOf(NodeUnreachable.class);
      assertThat(lines.ended()).isFalse();
    }
  }

  @Test
  void anUnusedPortIsReportedWithAHint() throws Exception {
    int unusedPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      unusedPort = socket.getLocalPort();
    }
    NodeClient unreachable = new NodeClient(URI.create("http://localhost:" + unusedPort), "");

    assertThatThrownBy(() -> unreachable.get("/"))
        .isInstanceOf(NodeUnreachable.class)
        .hasMessageContaining("atelier serve");
  }
}
