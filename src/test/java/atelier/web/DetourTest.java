package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation by every other spelling of its path, on a node that needs a token. */
@Tag("slow")
final class DetourTest {
  private static final String TOKEN = "a-token-of-this-test";
  private static final String BEARER = "Authorization: Bearer " + TOKEN + "\r\n";
  private static final Set<String> PUBLIC = Set.of("get /health/live", "get /health/ready");
  private static final List<String> TYPES = List.of(
      "application/json",
      "application/x-git-upload-pack-request",
      "application/x-www-form-urlencoded");

  /** In front of a path: each leads through a path that needs no token. */
  private static final List<String> DETOURS = List.of(
      "/health/..",
      "/health/live/../..",
      "/health/./..",
      "/health/x/../..",
      "/health/%2e%2e",
      "/health/%2E%2E",
      "/health/.%2e",
      "/health/%2e%2e%2f..",
      "/health/..%2f..",
      "/health/..%5c..",
      "/health\\..",
      "/health/..;",
      "/health/..;/..",
      "/health/live;/../..",
      "/health/%c0%ae%c0%ae",
      "/health/..%00",
      "/health//..",
      "/login/..",
      "/style.css/..",
      "/favicon.svg/%2e%2e",
      "/git/..",
      "/",
      "/.",
      "/;",
      "/%2e",
      "\\",
      "http://evil.example",
      "http://localhost@evil.example",
      "http://x:y@localhost");

  /** Behind a path. */
  private static final List<String> TAILS = List.of(
      "/.",
      "//",
      "/..",
      ";",
      ";/health/live",
      ";x=1",
      "\\",
      "%00",
      "%0a",
      "%0A",
      "%2f",
      "%5c",
      "%3b",
      "%",
      "%2",
      "#/health/live",
      "/../../health/live",
      "/%2e%2e/%2e%2e/health/live");

  /** Normal forms of other paths, which therefore need the token like any other. */
  private static final List<String> OTHER_PATHS = List.of(
      "%s/",
      "%s%%20",
      "%s%%3B",
      "%s%%2F",
      "%s?x=/health/live",
      "%s?token=",
      "/health/live%s",
      "/login%s",
      "/health/%%25%%32%%65%%25%%32%%65%s".replace("%%32%%65", "2e"),
      "/health/%%EF%%BC%%8E%s",
      "/style.css%s");

  @TempDir
  private static Path folder;

  private static WebHarness harness;

  @BeforeAll
  static void open() {
    harness = new WebHarness(folder, "0.0.0.0", TOKEN, List.of());
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  static Stream<String> operations() {
    return new OpenApiContract(OpenApi.load())
        .operations().stream().filter(operation -> !PUBLIC.contains(operation));
  }

  private static String path(String operation) {
    return operation
        .substring(operation.indexOf(' ') + 1)
        .replace("{number}", "1")
        .replaceAll("(?<=/git/)\\{id}", "shop.git")
        .replaceAll("\\{\\w+}", "shop");
  }

  private static String method(String operation) {
    return operation.startsWith("get ") ? "GET" : "POST";
  }

  private static String send(String method, String target, String type, String more) {
    String body = method.equals("POST") ? "{\"spec\":\"pwn\",\"id\":\"pwn\"}" : "";
    return RawSocket.send(
        harness.port(),
        method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more
            + (body.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + "Content-Length: "
            + body.length() + "\r\n",
        body);
  }

  private static Set<String> spellings(String path) {
    Set<String> spellings = new TreeSet<>();
    DETOURS.forEach(detour -> spellings.add(detour + path));
    TAILS.forEach(tail -> spellings.add(path + tail));
    spellings.add(path.replace("/", "//"));
    spellings.add(path.replace("/", "\\"));
    spellings.add("/%" + Integer.toHexString(path.charAt(1)).toUpperCase(java.util.Locale.ROOT)
        + path.substring(2));
    spellings.add(path.substring(1));
    return spellings;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aDetourToAnOperationIsRefusedWithAndWithoutTheToken(String operation) {
    String method = method(operation);
    for (String target : spellings(path(operation))) {
      assertRefused(target, send(method, target, TYPES.get(0), BEARER));
      for (String type : method.equals("POST") ? TYPES : TYPES.subList(0, 1)) {
        assertRefused(target, send(method, target, type, ""));
      }
    }
  }

  private static void assertRefused(String target, String reply) {
    assertThat(RawSocket.status(reply)).as(target).isEqualTo(400);
    assertThat(reply).as(target).contains("application/problem+json");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationAndItsNeighboursNeedTheToken(String operation) {
    String path = path(operation);
    Stream.concat(Stream.of("%s", "http://localhost%s"), OTHER_PATHS.stream())
        .map(form -> form.formatted(path))
        .forEach(target -> {
          for (String method : List.of(method(operation), "HEAD", "OPTIONS", "PUT", "TRACE")) {
            String reply = send(method, target, "application/json", "");
            assertThat(RawSocket.status(reply)).as(method + " " + target).isEqualTo(401);
          }
        });
  }

  @Test
  void aDetourToTheFeedOpensNoWebSocket() {
    for (String target : spellings("/feed")) {
      String upgrade = String.join(
          "\r\n",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "");
      assertRefused(target, send("GET", target, "", upgrade));
    }
    assertThat(RawSocket.upgrade(harness.port(), "/health/../feed", "Host", "localhost"))
        .isEqualTo(400);
    assertThat(RawSocket.upgrade(harness.port(), "/feed", "Host", "localhost")).isEqualTo(401);
  }

  @Test
  void onlyTheOperationsThatTheDocumentDeclaresPublicNeedNoToken() {
    Set<String> open = new TreeSet<>();
    new OpenApiContract(OpenApi.load()).operations().forEach(operation -> {
      String reply = send(method(operation), path(operation), "application/json", "");
      if (RawSocket.status(reply) != 401) {
        open.add(operation);
      }
    });

    assertThat(open).isEqualTo(PUBLIC);
    assertThat(RawSocket.status(send("GET", "/api/projects", "", BEARER))).isEqualTo(200);
    assertThat(send("GET", "/api/projects", "", BEARER)).contains("\"projects\":[]");
  }
}
