package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.FilePlan;
import atelier.event.ReviewEvent;
import atelier.event.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile output of models, and too many clients: cases 6, 11, 16, 18 and 19 of the security
 * checklist, on the server's side.
 */
final class HostileContentTest {
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String PAGE = "say <b>\"hi\"</b>.html";
  private static final int MAX_LISTENERS = 2_000;

  @TempDir
  private Path folder;

  private WebHarness harness;

  @BeforeEach
  void open() {
    harness = new WebHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** Creates a project whose only file, texts and commit are hostile output of a model. */
  private void buildProject(String path, String content) {
    harness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"shop\"}");
    harness.appendAndAwait("shop", new Event.InfraReady(List.of("p"), List.of(), "none", 3, false));
    harness.appendAndAwait(
        "shop",
        new Event.BlueprintReady(
            new Blueprint(
                SCRIPT,
                List.of(SCRIPT),
                List.of(new FilePlan(path, SCRIPT, List.of(), SCRIPT)),
                List.of(),
                List.of()),
            Usage.NONE));
    harness.appendAndAwait("shop", new Event.CodeReady(path, 1, 9, content, SCRIPT, Usage.NONE));
    harness.appendAndAwait("shop", new ReviewEvent.ValidationPassed(path, 1, "syntax", List.of()));
    harness.appendAndAwait("shop", new ReviewEvent.AuditPassed(path, 1, List.of()));
    harness.appendAndAwait("shop", new ReviewEvent.FileValidated(path, 1));
    harness.commit("shop", path, SCRIPT);
  }

  @Test
  void generatedFilesAreNeverServedAsPages() {
    buildProject(
        PAGE, SCRIPT + "\u001b[31mred\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007");
    String encoded = "say%20%3Cb%3E%22hi%22%3C%2Fb%3E.html";
    HttpResponse<String> file = harness.get("/api/projects/shop/files/" + encoded);

    assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
    assertThat(file.body()).startsWith(SCRIPT);
    assertInert(file, "text/plain; charset=utf-8");
    for (String path : List.of("", "/events", "/files")) {
      HttpResponse<String> json = harness.get("/api/projects/shop" + path);
      assertInert(json, "application/json; charset=utf-8");
      // Control characters are escaped in JSON.
      assertThat(json.body()).doesNotContain("\u001b", "\u0007");
    }
    assertInert(harness.get("/api/projects/%3Cscript%3E"), "application/problem+json");
    assertInert(
        harness.get("/api/projects/shop/files/%3Cscript%3Ealert(1)%3C%2Fscript%3E"),
        "application/problem+json");
    HttpResponse<String> lines =
        harness.get("/api/projects/shop/events?limit=2", "accept", "application/x-ndjson");
    assertInert(lines, "application/x-ndjson");
  }

  private static void assertInert(HttpResponse<String> reply, String type) {
    assertThat(reply.headers().firstValue("content-type")).contains(type);
    assertThat(reply.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(reply.headers().firstValue("content-security-policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
  }

  @Test
  void requestsCannotInjectHeaders() {
    String reply = RawSocket.get(
        harness.port(), "/api/projects/x%0d%0aSet-Cookie:%20a=b/archive.zip", "Host", "localhost");

    assertThat(RawSocket.status(reply)).isEqualTo(400);
    assertThat(reply.split("\r\n\r\n", 2)[0]).doesNotContain("Set-Cookie");
  }

  @Test
  void aZipContainsRegularFilesUnderOneRoot() throws Exception {
    buildProject("src/a.py", "print(1)\n");
    Path repository = folder.resolve("projects/shop");
    Files.createSymbolicLink(repository.resolve("passwd"), Path.of("/etc/passwd"));
    git(repository, "add", "-A", ".");
    git(repository, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "a link");
    byte[] bytes = harness
        .client()
        .send(
            harness.request("/api/projects/shop/archive.zip").GET().build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .body();
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
            .doesNotContain("root:", "/etc/passwd");
      }
    }

    assertThat(names).contains("shop/src/a.py").doesNotContain("shop/passwd");
    assertThat(names).allMatch(name -> name.startsWith("shop/") && !name.contains(".."));
    assertThat(harness.get("/api/projects/shop/files/passwd").statusCode()).isEqualTo(404);
  }

  private static void git(Path repository, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(words));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void aTokenInTheUrlIsNeitherLoggedNorSentBack() throws IOException {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler logHandler = new Handler() {
      @Override
      public void publish(LogRecord event) {
        logged.add(event.getMessage()
            + List.of(event.getParameters() == null ? new Object[0] : event.getParameters()));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    // The highest level that -v shows.
    Map<Logger, Level> loggers = Map.of(
        Logger.getLogger("atelier"), Level.FINE,
        Logger.getLogger("io.vertx"), Level.INFO);
    logHandler.setLevel(Level.ALL);
    loggers.forEach((logger, level) -> {
      logger.addHandler(logHandler);
      logger.setLevel(level);
      logger.log(level, "the handler is attached");
    });
    Path other = Files.createDirectory(folder.resolve("other"));
    try (WebHarness open = new WebHarness(other, "0.0.0.0", "", List.of())) {
      String token = Files.readString(other.resolve("http-token")).strip();
      HttpResponse<String> redirected = open.get("/?token=" + token);
      HttpResponse<String> wrong = open.get("/api/projects?token=" + token + "x");

      assertThat(redirected.statusCode()).isEqualTo(303);
      assertThat(redirected.headers().firstValue("referrer-policy")).contains("same-origin");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body()).doesNotContain(token);
      assertThat(logged)
          .hasSizeGreaterThanOrEqualTo(loggers.size())
          .noneMatch(line -> line.contains(token));
    } finally {
      loggers.keySet().forEach(logger -> {
        logger.removeHandler(logHandler);
        logger.setLevel(null);
      });
    }
  }

  @Test
  void theNumberOfFeedClientsIsLimited() throws IOException {
    harness.post("/api/projects", "{\"spec\":\"a shop\",\"id\":\"shop\"}");
    List<Socket> clients = new ArrayList<>();
    String followRequest = "GET /api/events?project=shop HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try {
      for (int i = 0; i < MAX_LISTENERS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), harness.port());
        clients.add(socket);
        socket.getOutputStream().write(followRequest.getBytes(StandardCharsets.US_ASCII));
      }
      for (Socket socket : clients) {
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 200");
      }
      HttpResponse<String> more = harness.get("/api/events?project=shop");
      assertThat(more.statusCode()).isEqualTo(503);
      assertThat(more.body()).contains("the maximum number of clients");
      assertThat(RawSocket.upgrade(harness.port(), "/feed?project=shop", "Host", "localhost"))
          .isEqualTo(503);
      // Ordinary requests are still handled.
      assertThat(harness.get("/api/projects/shop").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : clients) {
        socket.close();
      }
    }
  }
}
