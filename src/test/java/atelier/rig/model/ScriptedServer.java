package atelier.rig.model;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP server on loopback with scripted replies, in order; the last one repeats. */
public final class ScriptedServer {
  /** Handles one request. */
  public interface Reaction {
    void answer(HttpServerRequest request);
  }

  /** A received request. */
  public record Seen(String path, java.util.Map<String, String> headers, String body) {}

  public final List<Seen> seen = new CopyOnWriteArrayList<>();
  final AtomicInteger open = new AtomicInteger();
  public final AtomicInteger mostAtOnce = new AtomicInteger();
  /** Answers the list of models instead of the list given to the constructor. */
  public volatile @Nullable Reaction listing;

  private final ConcurrentLinkedQueue<Reaction> reactions = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  public ScriptedServer(Vertx vertx, String models) throws Exception {
    server = vertx.createHttpServer().requestHandler(request -> {
      if (!request.path().matches(".*/(api/chat|messages|completions)")) {
        Reaction list = listing;
        if (list != null && !request.path().endsWith("/api/show")) {
          list.answer(request);
          return;
        }
        request
            .response()
            .end(request.path().endsWith("/api/show") ? "{\"capabilities\":[]}" : models);
        return;
      }
      mostAtOnce.accumulateAndGet(open.incrementAndGet(), Math::max);
      request.body().onSuccess(body -> {
        java.util.Map<String, String> headers = new java.util.TreeMap<>();
        request
            .headers()
            .forEach(header ->
                headers.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
        seen.add(new Seen(request.path(), headers, body.toString()));
        Reaction next = reactions.size() > 1 ? reactions.poll() : reactions.peek();
        next.answer(request);
        open.decrementAndGet();
      });
    });
    server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  public ScriptedServer then(Reaction reaction) {
    reactions.add(reaction);
    return this;
  }

  /** A status with a body, and headers as name, value, name, value. */
  public static Reaction status(int code, String body, String... headers) {
    return request -> {
      HttpServerResponse response = request.response().setStatusCode(code);
      for (int i = 0; i < headers.length; i += 2) {
        response.putHeader(headers[i], headers[i + 1]);
      }
      response.end(body);
    };
  }

  /** A whole stream, split into chunks of the given size, also within a character. */
  public static Reaction stream(String body, int chunkBytes) {
    return request -> {
      HttpServerResponse response = request.response().setChunked(true);
      byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      for (int at = 0; at < bytes.length; at += chunkBytes) {
        int end = Math.min(bytes.length, at + chunkBytes);
        response.write(Buffer.buffer(java.util.Arrays.copyOfRange(bytes, at, end)));
      }
      response.end();
    };
  }

  /** The start of a stream, then the connection breaks. */
  public static Reaction broken(String body) {
    return request -> request
        .response()
        .setChunked(true)
        .write(body)
        .onComplete(written -> request.connection().close());
  }

  /** Nothing, or the start of a stream and then nothing. */
  public static Reaction silent(String body) {
    return request -> {
      HttpServerResponse response = request.response().setChunked(true);
      if (!body.isEmpty()) {
        response.write(body);
      }
    };
  }
}
