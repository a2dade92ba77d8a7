package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of refusals: problem+json for each, and {@code Allow} with 405. */
@Tag("slow")
final class RefusalTest {
  @TempDir
  private static Path folder;

  private static WebHarness harness;

  @BeforeAll
  static void open() {
    harness = new WebHarness(folder);
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private static String send(String head) {
    return RawSocket.send(harness.port(), head + "Connection: close\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "TRACE, /api/projects, 'GET, HEAD, POST, OPTIONS'",
    "PUT, /api/projects/shop/files/a/b, 'GET, HEAD, OPTIONS'",
    "DELETE, /mcp, 'POST, OPTIONS'",
    "HEAD, /feed, 'GET, OPTIONS'",
    "HEAD, /api/events, 'GET, OPTIONS'",
    "POST, /health/live, 'GET, HEAD, OPTIONS'",
    "PATCH, /login, 'GET, HEAD, POST, OPTIONS'",
    "POST, /main.js, 'GET, HEAD, OPTIONS'"
  })
  void anotherMethodGetsTheAllowedOnes(String method, String path, String allow) {
    String reply = send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    String options = send("OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\n");

    assertThat(reply)
        .startsWith("HTTP/1.1 405 ")
        .containsIgnoringCase("\r\nallow: " + allow + "\r\n")
        .contains("application/problem+json");
    assertThat(options)
        .startsWith("HTTP/1.1 204 ")
        .containsIgnoringCase("\r\nallow: " + allow + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /nothing, 404, Not Found",
    "GET /projectsX, 404, Not Found",
    "GET /feed, 426, Upgrade Required",
    "GET /a//b, 400, Bad Request",
    "GET nothing, 400, Bad Request",
    "OPTIONS *, 400, Bad Request"
  })
  void aRefusalIsAProblemWithItsTitle(String start, int status, String title) {
    String reply = send(start + " HTTP/1.1\r\nHost: localhost\r\n");

    assertThat(RawSocket.status(reply)).isEqualTo(status);
    assertThat(reply).contains("application/problem+json").contains("\"" + title + "\"");
  }

  @Test
  void ambiguousHostsAreRefused() {
    String get = "GET /health/live HTTP/1.1\r\n";

    assertThat(send(get + "Host: localhost\r\nHost: localhost\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(send(get + "Host: localhost\r\nHost: evil.example\r\n")).contains(" 400 ");
    assertThat(send(get)).startsWith("HTTP/1.1 400 ");
    assertThat(send("GET http://evil.example/health/live HTTP/1.1\r\nHost: localhost\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(send("GET http://localhost/health/live HTTP/1.1\r\nHost: localhost\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "zzzz",
        "ffff",
        "0003",
        "0032want 1111111111111111111111111111111111111111\n00000009done\n",
        "0012want nothing\n0000",
        "0015deepen 99999999999\n0000",
        "0014filter blob:none\n0000"
      })
  void aBrokenRequestOfGitIsNotAFaultOfTheNode(String body) {
    harness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"shop\"}");
    for (String protocol : List.of("", "version=2", "version=9:x", "::::")) {
      String reply = RawSocket.send(
          harness.port(),
          "POST /git/shop.git/git-upload-pack HTTP/1.1\r\nHost: localhost\r\nGit-Protocol: "
              + protocol + "\r\nContent-Type: application/x-git-upload-pack-request\r\n"
              + "Content-Length: " + body.length() + "\r\n",
          body);
      assertThat(RawSocket.status(reply)).as(protocol + reply).isIn(200, 400);
    }
  }
}
