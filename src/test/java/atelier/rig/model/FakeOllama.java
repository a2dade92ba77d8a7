package atelier.rig.model;

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
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A server that speaks as much of Ollama's wire as Atelier uses, with scripted answers. */
public final class FakeOllama implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What is answered, by role, file and attempt as the request's headers tell them. */
  public interface Script {
    String answer(String role, String file, int attempt);

    /** The acceptance examples, asked for by this request. */
    default String examples(String body) {
      return ExampleAnswers.toRequest(body);
    }

    /** Called when half of an answer about a file has been sent: where a test may hold it. */
    default void halfway(String file) {}
  }

  /** What is asked, as a request's headers and body tell it. */
  public record Ask(String project, String role, String file, int attempt, String body) {}

  /** One answer that was given: when it began and ended, in nanoseconds. */
  public record Call(Ask ask, long begunNs, long endedNs) {
    public String project() {
      return ask.project();
    }

    public String role() {
      return ask.role();
    }

    public String file() {
      return ask.file();
    }

    int attempt() {
      return ask.attempt();
    }
  }

  public final List<Call> calls = new CopyOnWriteArrayList<>();
  public final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final Function<Ask, String> script;
  private final Function<String, String> examples;
  private final Consumer<Ask> halfway;
  private final long delayMs;

  public FakeOllama(Script script, long delayMs) throws IOException {
    this(
        ask -> script.answer(ask.role(), ask.file(), ask.attempt()),
        script::examples,
        ask -> script.halfway(ask.file()),
        delayMs);
  }

  /** A model whose answers may depend on all that it is asked. */
  public FakeOllama(Function<Ask, String> script, long delayMs) throws IOException {
    this(script, ExampleAnswers::toRequest, ask -> {}, delayMs);
  }

  private FakeOllama(
      Function<Ask, String> script,
      Function<String, String> examples,
      Consumer<Ask> halfway,
      long delayMs)
      throws IOException {
    this.script = script;
    this.examples = examples;
    this.halfway = halfway;
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

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void chat(HttpExchange exchange) throws IOException {
    long begunNs = System.nanoTime();
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    Ask ask = new Ask(
        header(exchange, "x-atelier-project"),
        header(exchange, "x-atelier-role"),
        header(exchange, "x-atelier-file"),
        Integer.parseInt(header(exchange, "x-atelier-attempt")),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String answer = header(exchange, "x-atelier-purpose").equals("examples")
        ? examples.apply(ask.body())
        : script.apply(ask);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMs));
    boolean whole = !answer.endsWith("return");
    exchange.getResponseHeaders().add("content-type", "application/x-ndjson");
    exchange.sendResponseHeaders(200, 0);
    atOnce.decrementAndGet();
    calls.add(new Call(ask, begunNs, System.nanoTime()));
    try (var out = exchange.getResponseBody()) {
      int half = answer.length() / 2;
      out.write(line(answer.substring(0, half), ""));
      out.flush();
      halfway.accept(ask);
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
