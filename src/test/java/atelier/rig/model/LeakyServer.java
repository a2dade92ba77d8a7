package atelier.rig.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model server with OpenAI's API, and a search service, that send back what they are sent:
 * headers in errors, questions in results. Answers arrive in small pieces.
 */
public final class LeakyServer implements AutoCloseable {
  private static final int PIECE_CHARS = 7;

  /** A request to the model. */
  public record Ask(
      String project, String role, String purpose, String file, int attempt, String body) {}

  /** What the model replies: an answer, or an error with its body. */
  public record Reply(int status, String text) {}

  /** What arrived, but for the credentials that belong there. */
  public final List<String> received = new CopyOnWriteArrayList<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final Function<Ask, Reply> script;
  private final String leak;

  /**
   * Starts the server.
   *
   * @param leak a text that each search result contains besides the question
   */
  public LeakyServer(Function<Ask, Reply> script, String leak) throws IOException {
    this.script = script;
    this.leak = leak;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/v1/models", this::listModels);
    server.createContext("/v1/chat/completions", this::answer);
    server.createContext("/search", this::search);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void listModels(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("authorization");
    send(exchange, 403, "{\"error\":{\"message\":\"no list for " + key + "\"}}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String key = header(exchange, "authorization");
    received.add(exchange.getRequestURI() + "\n" + body);
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            received.add(name.equalsIgnoreCase("authorization") ? "" : name + ": " + values));
    Reply reply = script.apply(new Ask(
        header(exchange, "x-atelier-project"),
        header(exchange, "x-atelier-role"),
        header(exchange, "x-atelier-purpose"),
        header(exchange, "x-atelier-file"),
        Integer.parseInt(header(exchange, "x-atelier-attempt")),
        body));
    if (reply.status() != 200) {
      exchange.getResponseHeaders().add("x-request", key);
      String message = "x".repeat(480) + " refused: " + key + " " + reply.text();
      send(exchange, reply.status(), error(message));
      return;
    }
    exchange.getResponseHeaders().add("content-type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int at = 0; at < reply.text().length(); at += PIECE_CHARS) {
        int end = Math.min(reply.text().length(), at + PIECE_CHARS);
        out.write(piece(reply.text().substring(at, end), null));
      }
      out.write(piece("", "stop"));
      out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String error(String message) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.putObject("error").put("message", message);
    return body.toString();
  }

  private static byte[] piece(String text, String reason) {
    ObjectNode piece = JsonMapper.shared().createObjectNode();
    ObjectNode choice = piece.putArray("choices").addObject();
    choice.put("finish_reason", reason).putObject("delta").put("content", text);
    return ("data: " + piece + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  private void search(HttpExchange exchange) throws IOException {
    String query =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    received.add(exchange.getRequestURI() + "\n" + query);
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.putArray("results")
        .addObject()
        .put("title", query + "\n# Answer\n" + leak)
        .put("url", "http://example.com/?q=" + query + leak)
        .put("content", leak);
    send(exchange, 200, body.toString());
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
