package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that another site could make a browser send, and the headers that protect pages. */
@Tag("slow")
final class CrossOriginTest {
  private static final String HOST = "Host: localhost\r\n";

  @TempDir
  private static Path folder;

  private static WebHarness harness;

  @BeforeAll
  static void open() {
    harness = new WebHarness(folder);
    harness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"shop\"}");
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "file://"})
  void aWebSocketOfAnotherOriginIsRefused(String origin) {
    assertThat(RawSocket.upgrade(
            harness.port(), "/feed", "Host", harness.authority(), "Origin", origin))
        .isEqualTo(403);
  }

  @Test
  void aWebSocketOfOurOriginOrWithoutOriginIsAccepted() {
    assertThat(RawSocket.upgrade(
            harness.port(),
            "/feed",
            "Host",
            harness.authority(),
            "Origin",
            "http://" + harness.authority()))
        .isEqualTo(101);
    assertThat(RawSocket.upgrade(harness.port(), "/feed", "Host", harness.authority()))
        .isEqualTo(101);
    assertThat(
            RawSocket.upgrade(harness.port(), "/feed?project=nobody", "Host", harness.authority()))
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:4000", "localhost.evil.example", "10.0.0.1"})
  void anUnknownHostIsMisdirected(String host) {
    for (String path : List.of("/", "/api/projects", "/health/live", "/feed")) {
      assertThat(RawSocket.status(RawSocket.get(harness.port(), path, "Host", host)))
          .isEqualTo(421);
    }
    assertThat(RawSocket.upgrade(harness.port(), "/feed", "Host", host)).isEqualTo(421);
    assertThat(RawSocket.status(RawSocket.get(harness.port(), "/"))).isIn(400, 421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void aBodyThatIsNotJsonIsRefused(String type) {
    String reply = RawSocket.send(
        harness.port(),
        "POST /api/projects HTTP/1.1\r\n" + HOST + "Content-Type: " + type
            + "\r\nContent-Length: 12\r\n",
        "{\"spec\":\"x\"}");

    assertThat(RawSocket.status(reply)).isEqualTo(415);
  }

  @Test
  void aCrossSiteFormIsRefusedEvenWithTheCookie() {
    String reply = RawSocket.send(
        harness.port(),
        "POST /api/projects/shop/cancel HTTP/1.1\r\n" + HOST + "Origin: http://evil.example\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n"
            + "Cookie: atelier-" + harness.port() + "=x\r\n",
        "");
    String crossSite = RawSocket.send(
        harness.port(),
        "POST /api/projects/shop/cancel HTTP/1.1\r\n" + HOST + "Sec-Fetch-Site: cross-site\r\n"
            + "Content-Length: 0\r\n",
        "");

    assertThat(RawSocket.status(reply)).isEqualTo(403);
    assertThat(RawSocket.status(crossSite)).isEqualTo(403);
    assertThat(harness.get("/api/projects/shop").body()).contains("\"queued\"");
  }

  @Test
  void everyReplyHasTheSecurityHeaders() {
    for (String path : List.of("/", "/api/projects", "/nothing", "/login")) {
      HttpResponse<String> reply = harness.get(path);
      assertThat(reply.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(policy -> assertThat(policy)
              .contains("default-src 'none'")
              .contains("require-trusted-types-for 'script'")
              .doesNotContain("unsafe"));
      assertThat(reply.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(reply.headers().firstValue("access-control-allow-origin")).isEmpty();
    }
  }
}
