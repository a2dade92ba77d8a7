package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access token: when a request needs one, how a browser keeps it, and wrong ones. */
@Tag("slow")
final class AccessTokenTest {
  @TempDir
  private Path folder;

  @Test
  void withoutLoopbackEveryPathButHealthNeedsAToken() throws IOException {
    try (WebHarness open = new WebHarness(folder, "0.0.0.0", "", List.of("atelier.local"))) {
      Path file = folder.resolve("http-token");
      String token = Files.readString(file).strip();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(token.length()).isGreaterThanOrEqualTo(43);
      assertThat(open.get("/health/live").statusCode()).isEqualTo(200);
      for (String path : List.of("/api/projects", "/metrics", "/openapi.json", "/", "/main.js")) {
        assertThat(open.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(open.get(path, "authorization", "Bearer " + token).statusCode())
            .as(path)
            .isEqualTo(200);
      }
      assertThat(open.get("/", "accept", "text/html").headers().firstValue("location"))
          .contains("/login");
      assertThat(open.get("/git/x.git/info/refs?service=git-upload-pack")
              .headers()
              .firstValue("www-authenticate"))
          .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
      assertThat(RawSocket.upgrade(open.port(), "/feed", "Host", "atelier.local"))
          .isEqualTo(401);
      assertUrlTokenBecomesACookie(open, token);
      assertThrottledAfterTenWrongTokens(open);
    }
  }

  private static void assertUrlTokenBecomesACookie(WebHarness open, String token) {
    HttpResponse<String> redirected = open.get("/?token=" + token);
    String cookie = redirected.headers().firstValue("set-cookie").orElseThrow();

    assertThat(redirected.statusCode()).isEqualTo(303);
    assertThat(redirected.headers().firstValue("location")).contains("/");
    assertThat(redirected.headers().map().toString() + redirected.body()).doesNotContain(token);
    assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
    String pair = cookie.replaceFirst(";.*", "");
    assertThat(open.get("/api/projects", "cookie", pair).statusCode()).isEqualTo(200);
    assertThat(open.get("/api/projects", "cookie", pair + "0").statusCode()).isEqualTo(401);
  }

  private static void assertThrottledAfterTenWrongTokens(WebHarness open) {
    for (int i = 0; i < 10; i++) {
      assertThat(open.get("/api/projects", "authorization", "Bearer no" + i).statusCode())
          .isEqualTo(401);
    }
    HttpResponse<String> more = open.get("/api/projects", "authorization", "Bearer no");
    assertThat(more.statusCode()).isEqualTo(429);
    assertThat(more.headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void withoutATokenTheLoginRedirectsAndSetsNoCookie() {
    try (WebHarness harness = new WebHarness(folder)) {
      HttpResponse<String> reply = harness.send(harness
          .request("/login", "content-type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString("token=anything"))
          .build());

      assertThat(reply.statusCode()).isEqualTo(303);
      assertThat(reply.headers().firstValue("location")).contains("/");
      assertThat(reply.headers().firstValue("set-cookie")).isEmpty();
    }
  }
}
