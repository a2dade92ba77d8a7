package atelier.rig.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** An HTTPS server on loopback with files in memory, which counts what it is asked and told. */
public final class RegistryServer implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int BUFFER_BYTES = 16 << 10;

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong uploadedBytes = new AtomicLong();
  private volatile Function<String, Optional<byte[]>> others = path -> Optional.empty();

  /** Starts a server with a certificate of an authority. */
  public RegistryServer(TestAuthority authority) throws IOException, GeneralSecurityException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.serverContext()));
    server.setExecutor(threads);
    server.createContext("/", this::reply);
    server.start();
  }

  /** Its port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Its host and port, as the events of a project name them. */
  public String host() {
    return "localhost:" + port();
  }

  /** The URL of a path. */
  public String url(String path) {
    return "https://" + host() + path;
  }

  /** Adds a file; the path begins with a slash. */
  public void put(String path, byte[] content) {
    files.put(path, content);
  }

  /** Adds a file; the path begins with a slash. */
  public void put(String path, String content) {
    put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a file that was added. */
  public Optional<byte[]> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Sets where other files come from. */
  public void otherFiles(Function<String, Optional<byte[]>> source) {
    others = source;
  }

  /** What was asked for since the last {@link #forget}, such as {@code GET /npm/left-pad}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many bytes of bodies were received since the last {@link #forget}. */
  public long uploadedBytes() {
    return uploadedBytes.get();
  }

  /** Counts from zero. */
  public void forget() {
    requests.clear();
    uploadedBytes.set(0);
  }

  private void reply(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestMethod() + " " + path);
      InputStream body = exchange.getRequestBody();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        uploadedBytes.addAndGet(count);
      }
      Optional<byte[]> content = file(path).or(() -> others.apply(path));
      if (content.isEmpty()) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
        return;
      }
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", type(path, content.get()));
      exchange.sendResponseHeaders(200, isHead ? -1 : content.get().length);
      if (!isHead) {
        exchange.getResponseBody().write(content.get());
      }
    }
  }

  private static String type(String path, byte[] content) {
    if (content.length > 0 && content[0] == '{') {
      return "application/json";
    }
    return path.endsWith("/") ? "text/html" : "application/octet-stream";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
