package atelier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.web.WebHarness;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** No request makes the node answer with a fault of its own, or stop to answer others. */
final class HttpFuzz implements FuzzTarget {
  private static final List<String> METHODS = List.of(
      "GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE",
      "get", "CONNECT", "PRI", "G E T", "");
  private static final List<String> PARTS = List.of(
      "api",
      "projects",
      "p",
      "health",
      "live",
      "ready",
      "events",
      "files",
      "file",
      "a.py",
      "feed",
      "mcp",
      "metrics",
      "git",
      "info",
      "refs",
      "git-upload-pack",
      "archive.zip",
      "evidence",
      "packages",
      "sbom.json",
      "calls",
      "1",
      "blueprint",
      "approve",
      "hint",
      "retry",
      "cancel",
      "openapi.json",
      "cluster",
      "..",
      ".",
      "%2e%2e",
      "%2E",
      "%00",
      "%2F",
      "%c3%28",
      ";a",
      "\\",
      "*",
      "",
      "http://evil.example",
      "p?after=-1",
      "?limit=99999999999999999999",
      "?path=../../x",
      "#x",
      "é",
      "a".repeat(9_000));
  private static final List<String> HEADERS = List.of(
      "Content-Type: application/json",
      "Content-Type: application/x-git-upload-pack-request",
      "Content-Type: text/plain",
      "Content-Length: 0",
      "Content-Length: 5",
      "Content-Length: -1",
      "Content-Length: 99999999999999999999",
      "Transfer-Encoding: chunked",
      "Transfer-Encoding: chunked, identity",
      "Transfer-Encoding : chunked",
      "Host: evil.example",
      "Host:",
      "Host: localhost:1\tx",
      "Origin: http://evil.example",
      "Origin: null",
      "Sec-Fetch-Site: cross-site",
      "Upgrade: websocket",
      "Upgrade: h2c",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Authorization: Bearer x",
      "Authorization: Basic ",
      "Idempotency-Key: k",
      "If-None-Match: \"",
      "Last-Event-ID: -1",
      "Accept: text/event-stream",
      "Range: bytes=0-",
      "Expect: 100-continue",
      "Git-Protocol: version=2:a=b",
      "Mcp-Method: =?base64?A?=",
      "Accept-Encoding: gzip;q=x",
      "Cookie: a=\u0001",
      "X: " + "y".repeat(9_000),
      " folded: x",
      ":",
      "novalue");
  private static final List<String> BODIES = List.of(
      "",
      "{}",
      "{\"spec\":\"x\"}",
      "{\"spec\":\"\\ud800\"}",
      "[".repeat(2_000),
      "{\"spec\":",
      "null",
      "5\r\nhello\r\n0\r\n\r\n",
      "FFFFFFFFFFFFFFFF\r\n",
      "0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
      "{\"path\":\"\",\"text\":\"x\"}",
      "0032want 0000000000000000000000000000000000000000\n00000009done\n",
      "0000",
      "\u0000\u0001\u0002");
  private static final Set<Integer> DOCUMENTED_FAULTS = Set.of(501, 503, 505);
  private static final int SILENCE_MS = 250;
  private static final int HEALTH_MS = 20_000;

  private static final int ENOUGH_ROUNDS = 100;

  private final WebHarness harness;
  private int rounds;
  private int answered;

  HttpFuzz() throws IOException {
    harness = new WebHarness(Files.createTempDirectory("atelier-fuzz-"));
    harness.post("/api/projects", "{\"spec\":\"a list\",\"id\":\"p\"}");
  }

  @Override
  public void play(Random random) throws IOException {
    String request = request(random);
    int status = status(send(request, SILENCE_MS));
    assertThat(status < 500 || DOCUMENTED_FAULTS.contains(status))
        .as("%d for %s", status, request)
        .isTrue();
    rounds++;
    answered += status > 0 ? 1 : 0;
    assertThat(rounds < ENOUGH_ROUNDS || answered > rounds / 3)
        .as("%d of %d requests were answered", answered, rounds)
        .isTrue();
    if (random.nextInt(20) == 0) {
      String alive = "GET /health/live HTTP/1.1\r\nHost: localhost:" + harness.port()
          + "\r\nConnection: close\r\n\r\n";
      assertThat(status(send(alive, HEALTH_MS))).as("after %s", request).isEqualTo(200);
    }
  }

  private String request(Random random) {
    StringBuilder target = new StringBuilder();
    for (int parts = random.nextInt(6); parts >= 0; parts--) {
      target.append(random.nextInt(15) == 0 ? "//" : "/").append(Mutation.any(PARTS, random));
    }
    StringBuilder request = new StringBuilder(Mutation.any(METHODS, random));
    request.append(' ').append(target).append(random.nextInt(20) == 0 ? " HTTP/9.9" : " HTTP/1.1");
    request.append("\r\nConnection: close\r\n");
    if (random.nextInt(15) != 0) {
      request.append("Host: localhost:").append(harness.port()).append("\r\n");
    }
    for (int headers = random.nextInt(4); headers > 0; headers--) {
      request.append(Mutation.any(HEADERS, random)).append(random.nextInt(25) == 0 ? "\n" : "\r\n");
    }
    String body = Mutation.any(BODIES, random);
    if (random.nextBoolean()) {
      request.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    String whole = request + "\r\n" + body;
    return random.nextInt(10) == 0 ? whole.substring(0, random.nextInt(whole.length())) : whole;
  }

  /** Sends bytes, and returns what arrives until the node closes or is silent. */
  private String send(String request, int silenceMs) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), harness.port())) {
      socket.setSoTimeout(silenceMs);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      StringBuilder reply = new StringBuilder();
      for (int octet = in.read(); octet >= 0 && reply.length() < 100; octet = in.read()) {
        reply.append((char) octet);
      }
      return reply.toString();
    } catch (SocketTimeoutException silent) {
      return "";
    } catch (java.net.SocketException closed) {
      return ""; // while the request was still being sent
    }
  }

  private static int status(String reply) {
    return reply.startsWith("HTTP/1.") ? Integer.parseInt(reply.substring(9, 12)) : 0;
  }

  @Override
  public void close() {
    harness.close();
  }
}
