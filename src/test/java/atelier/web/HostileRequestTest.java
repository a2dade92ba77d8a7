package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that must be refused: paths, lengths, numbers, JSON, encodings and compression. */
@Tag("slow")
final class HostileRequestTest {
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
  @ValueSource(
      strings = {
        "/api/projects/shop/files/../../../etc/passwd",
        "/api/projects/shop/files/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/api/projects/shop/files/..%5c..%5cetc%5cpasswd",
        "/api/projects/shop/files/%00",
        "/api/projects/shop/files/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        "/api/projects/shop/files/.git/config",
        "/api/projects/%2e%2e/files/a",
        "/api/projects/..%2f..%2fetc/files/passwd",
        "/git/..%2f..%2f.git/info/refs?service=git-upload-pack",
        "/git/shop/info/refs?service=git-upload-pack",
        "/../../etc/passwd",
        "/vendor/../../../etc/passwd",
        "/vendor/%2e%2e/%2e%2e/openapi.yaml",
        "/web/openapi.yaml"
      })
  void noPathEscapesTheServedFiles(String path) {
    String reply = RawSocket.get(harness.port(), path, "Host", harness.authority());

    assertThat(RawSocket.status(reply)).isIn(400, 404);
    assertThat(reply).doesNotContain("root:").doesNotContain("openapi: 3");
  }

  @Test
  void aRequestWithTwoLengthsIsRefused() {
    String twoLengths = RawSocket.send(
        harness.port(),
        "POST /api/projects HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n"
            + "Content-Length: 12\r\nContent-Length: 5\r\n",
        "{\"spec\":\"x\"}");
    String lengthAndChunks = RawSocket.send(
        harness.port(),
        "POST /api/projects HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n"
            + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "0\r\n\r\nGET /api/cluster HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(RawSocket.status(twoLengths)).isEqualTo(400);
    assertThat(RawSocket.status(lengthAndChunks)).isEqualTo(400);
    assertThat(lengthAndChunks.split("HTTP/1.1 ", -1)).as("one reply only").hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e99", "abc", "9223372036854775808", "1.5", "%201", "0x1", ""})
  void anInvalidSeqIsRefused(String after) {
    String path = "/api/projects/shop/events?after=" + after;

    assertThat(harness.get(path).statusCode()).isEqualTo(400);
    assertThat(harness.get("/api/events?project=shop&after=" + after).statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"spec\":\"a\",\"spec\":\"b\"} | 400",
        "{\"spec\":1e999999999} | 400",
        "{\"spec\":-0} | 400",
        "{\"spec\":9223372036854775808} | 400",
        "{\"spec\":NaN} | 400",
        "{\"spec\":null} | 400",
        "{\"spec\":\"\"} | 400",
        "{\"spec\":\"a\\u0000b\"} | 400",
        "{\"spec\":\"a\\ud800b\"} | 400",
        "{\"spec\":\"a\\u202eb\"} | 400",
        "{\"spec\":\"a\"} trailing | 400",
        "[\"spec\"] | 400",
        "\"spec\" | 400",
        "{\"spec\":\"a\",\"aprove\":true} | 400",
        "{\"spec\":\"a\",\"approve\":\"yes\"} | 400",
        "{} | 400"
      })
  void ambiguousJsonIsRefusedWithAReason(String body, int status) {
    HttpResponse<String> reply = harness.post("/api/projects", body);

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(reply.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(reply.body()).contains("\"detail\":\"");
  }

  @Test
  void theDepthAndSizeOfABodyAreLimited() {
    String deep = "{\"spec\":" + "[".repeat(100_000);
    String large = "{\"spec\":\"" + "x".repeat(64 * 1024 + 1) + "\"}";
    String largest = "{\"spec\":\"" + "é".repeat(32 * 1024) + "\",\"id\":\"largest\"}";

    assertThat(harness.post("/api/projects", deep).statusCode()).isEqualTo(400);
    HttpResponse<String> tooLarge = harness.post("/api/projects", large);
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(tooLarge.body()).contains("65537").contains("65536");
    assertThat(harness.post("/api/projects", largest).statusCode()).isEqualTo(202);
    assertThat(RawSocket.status(RawSocket.send(
            harness.port(),
            "POST /api/projects HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n"
                + "Content-Length: 99999999\r\n",
            "x")))
        .isEqualTo(413);
    assertThat(RawSocket.status(
            RawSocket.get(harness.port(), "/" + "a".repeat(20_000), "Host", harness.authority())))
        .isIn(400, 414);
  }

  @Test
  void aByteOrderMarkAndBrokenUtf8AreRefused() {
    byte[] bom = "\ufeff{\"spec\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    byte[] broken = "{\"spec\":\"aé\"}".getBytes(StandardCharsets.ISO_8859_1);
    for (byte[] body : List.of(bom, broken)) {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(("POST /api/projects HTTP/1.1\r\n" + HOST
              + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
              + body.length + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      request.writeBytes(body);

      assertThat(RawSocket.status(RawSocket.send(harness.port(), request.toByteArray())))
          .isEqualTo(400);
    }
  }

  @Test
  void decompressionIsLimited() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        gzip.write(zeros);
      }
    }
    assertThat(RawSocket.status(sendGzip(
            "/git/shop.git/git-upload-pack",
            "application/x-git-upload-pack-request",
            compressed.toByteArray())))
        .isEqualTo(413);
    assertThat(RawSocket.status(
            sendGzip("/api/projects", "application/json", compressed.toByteArray())))
        .isEqualTo(400);
  }

  private String sendGzip(String path, String type, byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(("POST " + path + " HTTP/1.1\r\n" + HOST + "Content-Type: " + type
            + "\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: " + body.length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    return RawSocket.send(harness.port(), request.toByteArray());
  }
}
