package atelier.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A server that speaks as much of Ollama's wire as Atelier uses, with scripted answers. */
final class FakeOllama implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What is answered, by role, file and attempt as the request's headers tell them. */
  interface Script {
    String answer(String role, String file, int attempt);

    /** Called when half of an answer has been sent: where a test may hold it. */
    default void halfway(String role, String file, int attempt) {}
  }

  /** One answer that was given: when it began and ended, in nanoseconds. */
  record Call(String role, String file, int attempt, long begunNs, long endedNs) {}

  final List<Call> calls = new CopyOnWriteArrayList<>();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final Script script;
  private final long delayMs;

  FakeOllama(Script script, long delayMs) throws IOException {
    this.script = script;
    this.delayMs = delayMs;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/api/version", one -> reply(one, "{\"version\":\"0.40.0\"}"));
    server.createContext(
        "/api/tags",
        one -> reply(
            one, "{\"models\":[{\"name\":\"scripted:latest\",\"model\":\"scripted:latest\"}]}"));
    server.createContext("/api/show", one -> reply(one, "{\"capabilities\":[\"completion\"]}"));
    server.createContext("/api/chat", this::chat);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void chat(HttpExchange exchange) throws IOException {
    long begunNs = System.nanoTime();
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    exchange.getRequestBody().readAllBytes();
    String role = header(exchange, "x-atelier-role");
    String file = header(exchange, "x-atelier-file");
    int attempt = Integer.parseInt(header(exchange, "x-atelier-attempt"));
    String answer = script.answer(role, file, attempt);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMs));
    boolean whole = !answer.endsWith("return");
    exchange.getResponseHeaders().add("content-type", "application/x-ndjson");
    exchange.sendResponseHeaders(200, 0);
    atOnce.decrementAndGet();
    calls.add(new Call(role, file, attempt, begunNs, System.nanoTime()));
    try (var out = exchange.getResponseBody()) {
      int half = answer.length() / 2;
      out.write(line(answer.substring(0, half), ""));
      out.flush();
      script.halfway(role, file, attempt);
      out.write(line(answer.substring(half), ""));
      out.write(line("", whole ? "stop" : "length"));
    }
  }

  private static byte[] line(String text, String reason) {
    ObjectNode line =
        JSON.createObjectNode().put("model", "scripted").put("done", !reason.isEmpty());
    line.putObject("message").put("role", "assistant").put("content", text);
    if (!reason.isEmpty()) {
      line.put("done_reason", reason).put("prompt_eval_count", 100).put("eval_count", 50);
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
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
