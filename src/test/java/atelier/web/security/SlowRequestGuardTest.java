package atelier.web.security;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of slow clients are closed. */
final class SlowRequestGuardTest {
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void open() {
    SlowRequestGuard guard = new SlowRequestGuard(vertx, 300, 300, 300);
    Router router = Router.router(vertx);
    router.route().handler(guard::onRequest);
    router.post().handler(BodyHandler.create(false));
    router.route().handler(routing -> routing.response().end("ok"));
    server = await(vertx
        .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
        .connectionHandler(guard::onConnection)
        .requestHandler(router)
        .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** Sends bytes; returns what was received when the server has closed the connection. */
  private String sendUntilClosed(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void closesAConnectionThatSendsNothing() throws IOException {
    assertThat(sendUntilClosed("")).isEmpty();
  }

  @Test
  void closesAConnectionThatSendsHalfAHead() throws IOException {
    assertThat(sendUntilClosed("GET / HTTP/1.1\r\nHost: local")).isEmpty();
  }

  @Test
  void closesAConnectionThatSendsItsHeadByteByByte() throws Exception {
    byte[] head = ("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(1_000))
        .getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(20);
      int sentBytes = 0;
      int received = 0;
      while (sentBytes < head.length && received >= 0) {
        try {
          socket.getOutputStream().write(head[sentBytes++]);
          received = socket.getInputStream().read();
        } catch (SocketTimeoutException stillOpen) {
          received = 0;
        } catch (SocketException cutOff) {
          received = -1;
        }
      }
      assertThat(received).as("closed after %d bytes", sentBytes).isNegative();
    }
  }

  @Test
  void halfABodyGivesStatus408() throws IOException {
    assertThat(sendUntilClosed("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"))
        .startsWith("HTTP/1.1 408")
        .contains("application/problem+json")
        .contains("did not arrive within");
  }

  @Test
  void keepsAConnectionAliveAfterAReply() throws IOException {
    assertThat(sendUntilClosed("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .contains("200 OK")
        .endsWith("ok");
  }
}
