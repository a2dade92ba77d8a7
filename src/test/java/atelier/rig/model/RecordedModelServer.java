package atelier.rig.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Serves recorded answers over Ollama's HTTP API at the speed of a real model, for {@code
 * scripts/dev}: {@code main} takes the port, the recording (as {@code run --record} writes it) and
 * the tokens per second. It runs until the process is stopped.
 */
public final class RecordedModelServer {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int CHARS_PER_TOKEN = 4;
  private static final int FIRST_TOKEN_TOKENS = 40;
  private static final String MODEL = "recorded";

  private final Map<String, TreeMap<Integer, String>> answers = new HashMap<>();
  private final double tokensPerSecond;

  private RecordedModelServer(Path recording, double tokensPerSecond) throws IOException {
    this.tokensPerSecond = tokensPerSecond;
    JsonNode script = YAMLMapper.shared().readTree(Files.readString(recording));
    for (JsonNode line : script.path("answers")) {
      answers
          .computeIfAbsent(
              key(line.path("role").asString(), line.path("file").asString("")),
              role -> new TreeMap<>())
          .put(line.path("attempt").asInt(1), line.path("text").asString());
    }
  }

  public static void main(String[] arguments) throws IOException {
    RecordedModelServer model =
        new RecordedModelServer(Path.of(arguments[1]), Double.parseDouble(arguments[2]));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    HttpServer server = HttpServer.create(address, 50);
    server.createContext("/", exchange -> reply(exchange, "{}"));
    server.createContext(
        "/api/tags", exchange -> reply(exchange, "{\"models\":[{\"name\":\"" + MODEL + "\"}]}"));
    server.createContext("/api/chat", model::chat);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static String key(String role, String file) {
    return role + " " + file;
  }

  /** The recorded answer; for an attempt beyond the recording the last one; else an empty text. */
  private String answer(HttpExchange exchange) {
    TreeMap<Integer, String> recorded = answers.getOrDefault(
        key(header(exchange, "x-atelier-role"), header(exchange, "x-atelier-file")),
        new TreeMap<>());
    String attempt = header(exchange, "x-atelier-attempt");
    Map.Entry<Integer, String> nearest =
        recorded.floorEntry(attempt.isEmpty() ? 1 : Integer.parseInt(attempt));
    return nearest == null ? "" : nearest.getValue();
  }

  private void chat(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String text = answer(exchange);
    waitForTokens(FIRST_TOKEN_TOKENS);
    exchange.getResponseHeaders().add("content-type", "application/x-ndjson");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int begin = 0; begin < text.length(); begin += CHARS_PER_TOKEN) {
        waitForTokens(1);
        String token = text.substring(begin, Math.min(text.length(), begin + CHARS_PER_TOKEN));
        out.write(line(token, 0));
        out.flush();
      }
      out.write(line("", Math.max(1, text.length() / CHARS_PER_TOKEN)));
    }
  }

  private void waitForTokens(int tokens) {
    LockSupport.parkNanos((long) (tokens * TimeUnit.SECONDS.toNanos(1) / tokensPerSecond));
  }

  /** One line of the stream; {@code tokens} above 0 marks the last one. */
  private static byte[] line(String text, int tokens) {
    ObjectNode line = JSON.createObjectNode().put("model", MODEL).put("done", tokens > 0);
    line.putObject("message").put("role", "assistant").put("content", text);
    if (tokens > 0) {
      line.put("done_reason", "stop").put("prompt_eval_count", 500).put("eval_count", tokens);
    }
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void reply(HttpExchange exchange, String json) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
