package atelier.rig.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A board's model: one that speaks as much of Ollama's wire as Atelier uses, takes a second an
 * answer give or take half of it, and like Ollama stops when nobody listens any more.
 */
public final class ModelServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final Map<String, String> FIXED = Map.of(
      "/api/version", "{\"version\":\"0.40.0\"}",
      "/api/tags", "{\"models\":[{\"name\":\"scripted:latest\",\"model\":\"scripted:latest\"}]}",
      "/api/show", "{\"capabilities\":[\"completion\"]}");

  /** What is answered. */
  public interface Script {
    /** The answer's text, by what the request's headers tell. */
    String answer(String project, String role, String file, int attempt);
  }

  /** One answer that was given, in nanoseconds; not whole where the asker went away. */
  public record Call(
      String project, String role, String file, long begunNs, long endedNs, boolean whole) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "model");
    thread.setDaemon(true);
    return thread;
  });
  private final ServerSocket socket;
  private final Script script;
  private final long meanMs;
  private final long seed;

  public ModelServer(String address, Script script, long meanMs, long seed) throws IOException {
    this.script = script;
    this.meanMs = meanMs;
    this.seed = seed;
    socket = new ServerSocket(0, 50, InetAddress.getByName(address));
    threads.execute(this::listen);
  }

  public String url() {
    return "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /** All answers so far. */
  public List<Call> calls() {
    return calls;
  }

  /** How many are asked for now. */
  public int atOnce() {
    return atOnce.get();
  }

  /** The most that were asked for at a time. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  private void listen() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream()) {
      for (Map<String, String> head = head(in); !head.isEmpty(); head = head(in)) {
        int bytes = Integer.parseInt(head.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        String path = head.getOrDefault("path", "");
        if (path.equals("/api/chat")) {
          if (!chat(head, body, client, in, out)) {
            return;
          }
        } else {
          send(out, FIXED.getOrDefault(path, "{}"));
        }
      }
    } catch (IOException gone) {
      // The next one comes on a connection of its own.
    }
  }

  private static Map<String, String> head(InputStream in) throws IOException {
    Map<String, String> head = new HashMap<>();
    StringBuilder line = new StringBuilder();
    for (int read = 0, one = in.read(); one >= 0 && read < MAX_HEAD_BYTES; one = in.read()) {
      read++;
      if (one != '\n') {
        line.append((char) one);
        continue;
      }
      String text = line.toString().strip();
      line.setLength(0);
      if (text.isEmpty()) {
        return head;
      }
      int colon = text.indexOf(':');
      if (head.isEmpty()) {
        head.put("path", text.split(" ", 3)[1]);
      } else if (colon > 0) {
        String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
        head.put(name, text.substring(colon + 1).strip());
      }
    }
    return Map.of();
  }

  /** Whether somebody still listened at the end. */
  private boolean chat(
      Map<String, String> head, String body, Socket client, InputStream in, OutputStream out)
      throws IOException {
    long begunNs = System.nanoTime();
    String project = head.getOrDefault("x-atelier-project", "");
    String role = head.getOrDefault("x-atelier-role", "");
    String file = head.getOrDefault("x-atelier-file", "");
    int attempt = Integer.parseInt(head.getOrDefault("x-atelier-attempt", "1"));
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    boolean whole = false;
    try {
      whole = isHeardFor(ms(Objects.hash(project, role, file, attempt)), client, in);
    } finally {
      atOnce.decrementAndGet();
      calls.add(new Call(project, role, file, begunNs, System.nanoTime(), whole));
    }
    if (whole) {
      String answer = head.getOrDefault("x-atelier-purpose", "").equals("examples")
          ? ExampleAnswers.toRequest(body)
          : script.answer(project, role, file, attempt);
      send(out, line(answer, "") + "\n" + line("", "stop") + "\n");
    }
    return whole;
  }

  private int ms(int what) {
    double factor = new SplittableRandom(seed * 1_000_003 + what).nextDouble(0.5, 1.5);
    return (int) Math.round(meanMs * factor);
  }

  /** Thinks for so long; whether the asker is there to the end. */
  private static boolean isHeardFor(int ms, Socket client, InputStream in) throws IOException {
    if (ms == 0) {
      return true;
    }
    client.setSoTimeout(ms);
    try {
      in.read();
      return false;
    } catch (SocketTimeoutException heard) {
      return true;
    } finally {
      client.setSoTimeout(0);
    }
  }

  private static String line(String text, String reason) {
    ObjectNode line =
        JSON.createObjectNode().put("model", "scripted").put("done", !reason.isEmpty());
    line.putObject("message").put("role", "assistant").put("content", text);
    if (!reason.isEmpty()) {
      line.put("done_reason", reason).put("prompt_eval_count", 100).put("eval_count", 50);
    }
    return line.toString();
  }

  private static void send(OutputStream out, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
        + bytes.length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
