package atelier.rig.sprites;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A stub of the Sprites service at a port of this machine. */
public final class SpritesStub implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_CHARS = 65_536;

  /** One request, with the status of its reply: 101 for an upgrade. */
  public record Logged(String method, String uri, int status) {}

  public final StubFaults faults = new StubFaults();
  public final List<Logged> log = new CopyOnWriteArrayList<>();
  private final Map<String, StubSprite> sprites = new ConcurrentSkipListMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Vertx vertx = Vertx.vertx();
  private final Path folder;
  private final String token;
  private final long idleMs;
  private final HttpServer server;

  /** Starts a stub whose sprites are folders in one of the build's. */
  public SpritesStub(String token, long idleMs) throws IOException {
    this.token = token;
    this.idleMs = idleMs;
    // Not in /tmp, over which a run mounts a folder of its own.
    folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "sprites-stub-");
    HttpServerOptions options = new HttpServerOptions()
        .setHost("127.0.0.1")
        .setPort(0)
        .setMaxInitialLineLength(MAX_CHARS)
        .setMaxWebSocketFrameSize(16 << 20)
        .setMaxWebSocketMessageSize(16 << 20);
    server = await(vertx.createHttpServer(options).requestHandler(this::handle).listen());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** The names of the sprites that exist. */
  public List<String> sprites() {
    return List.copyOf(sprites.keySet());
  }

  /** The folder of this machine that a sprite's root is. */
  public Path root(String sprite) {
    return sprites.get(sprite).root;
  }

  private void handle(HttpServerRequest request) {
    boolean isUpgrade = "websocket".equalsIgnoreCase(request.getHeader("upgrade"));
    Optional<String[]> refusal =
        faults.refusalOf(isUpgrade ? "UPGRADE" : request.method().name(), request.path());
    if (!("Bearer " + token).equals(request.getHeader("authorization"))) {
      reply(request, StubReply.error(401, "unauthorized", "the token is not valid"));
    } else if (request.uri().length() > faults.maxUriChars) {
      reply(request, StubReply.empty(414));
    } else if (refusal.isPresent()) {
      int status = Integer.parseInt(refusal.get()[0]);
      request.response().putHeader("Retry-After", "1").putHeader("X-RateLimit-Remaining", "0");
      reply(request, new StubReply(status, Buffer.buffer(refusal.get()[1]), "application/json"));
    } else if (isUpgrade) {
      request.pause();
      vertx.setTimer(Math.max(1, faults.upgradeDelayMs), late -> upgrade(request));
    } else {
      request
          .body()
          .onSuccess(body -> vertx
              .executeBlocking(() -> answer(request, body), false)
              .onSuccess(reply -> reply(request, reply))
              .onFailure(bug -> reply(request, StubReply.error(500, "bug", bug.toString()))));
    }
  }

  private void reply(HttpServerRequest request, StubReply reply) {
    log.add(new Logged(request.method().name(), request.uri(), reply.status()));
    HttpServerResponse response = request.response().setStatusCode(reply.status());
    response.putHeader("Sprite-Version", "stub");
    if (reply.status() != 204) {
      response.putHeader("Content-Type", reply.contentType());
    }
    response.end(reply.body());
  }

  private StubReply answer(HttpServerRequest request, Buffer body) throws Exception {
    String[] path = request.path().substring(1).split("/", -1);
    if (path.length < 2 || !path[0].equals("v1") || !path[1].equals("sprites")) {
      return StubReply.error(404, "not_found", "no such path");
    }
    String method = request.method().name();
    if (path.length == 2) {
      return method.equals("POST") ? create(body) : list(request);
    }
    StubSprite sprite = sprites.get(path[2]);
    if (sprite == null) {
      return StubReply.error(404, "not_found", "sprite not found");
    }
    if (path.length == 3) {
      return switch (method) {
        case "DELETE" -> delete(sprite);
        case "GET" -> StubReply.json(200, sprite.toJson());
        default -> StubReply.error(405, "method_not_allowed", "no such method");
      };
    }
    return switch (path[3]) {
      case "fs" -> {
        sprite.use();
        yield StubFiles.answer(sprite, path[4], name -> text(request, name), body);
      }
      case "policy" -> policy(sprite, method, body);
      case "exec" -> StubExec.answer(sprite, request, method, path, threads);
      default -> StubReply.error(404, "not_found", "no such path");
    };
  }

  static String text(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getParam(name)).orElse("");
  }

  private synchronized StubReply create(Buffer body) throws IOException {
    String name;
    try {
      name = JSON.readTree(body.getBytes()).path("name").asString("");
    } catch (JacksonException e) {
      return StubReply.error(400, "bad_request", "no JSON");
    }
    if (!name.matches("[a-z0-9-]{1,63}")) {
      return StubReply.error(400, "bad_request", "the name is not valid");
    }
    if (sprites.containsKey(name)) {
      return StubReply.error(400, "bad_request", "the name is taken");
    }
    StubSprite sprite = new StubSprite(name, folder, idleMs, faults.forbidsNamespaces);
    sprites.put(name, sprite);
    return StubReply.json(201, sprite.toJson());
  }

  private StubReply list(HttpServerRequest request) {
    String asked = text(request, "max_results");
    int most = Math.min(50, asked.isEmpty() ? 50 : Integer.parseInt(asked));
    String after = text(request, "continuation_token");
    List<StubSprite> found = sprites.values().stream()
        .filter(sprite -> sprite.name.startsWith(text(request, "prefix")))
        .filter(sprite -> sprite.name.compareTo(after) > 0)
        .toList();
    ObjectNode json = JSON.createObjectNode();
    ArrayNode page = json.putArray("sprites");
    found.stream().limit(most).forEach(sprite -> page.add(sprite.toJson()));
    boolean more = found.size() > most;
    json.put("has_more", more);
    json.put("next_continuation_token", more ? found.get(most - 1).name : null);
    return StubReply.json(200, json);
  }

  private StubReply delete(StubSprite sprite) throws IOException {
    sprites.remove(sprite.name);
    sprite.delete();
    return StubReply.empty(204);
  }

  private StubReply policy(StubSprite sprite, String method, Buffer body) {
    if (method.equals("GET")) {
      return new StubReply(200, Buffer.buffer(sprite.policy), "application/json");
    }
    JsonNode json = JSON.readTree(body.getBytes());
    if (!json.path("rules").isArray()) {
      return StubReply.error(400, "bad_request", "rules are missing");
    }
    if (!faults.ignoresPolicy) {
      sprite.policy = json.toString();
    }
    return StubReply.empty(204);
  }

  private void upgrade(HttpServerRequest request) {
    String[] path = request.path().substring(1).split("/", -1);
    StubSprite sprite = path.length > 3 ? sprites.get(path[2]) : null;
    if (sprite == null || !path[3].equals("exec")) {
      reply(request, StubReply.error(404, "not_found", "sprite not found"));
      return;
    }
    sprite.use();
    try {
      StubRun run = StubExec.start(sprite, request, faults.nextRun(), threads);
      log.add(new Logged("UPGRADE", request.uri(), 101));
      request.toWebSocket().onSuccess(socket -> attach(socket, run, request));
    } catch (IOException e) {
      reply(request, StubReply.error(400, "bad_request", String.valueOf(e.getMessage())));
    }
  }

  private void attach(ServerWebSocket socket, StubRun run, HttpServerRequest request) {
    socket.textMessageHandler(message -> StubExec.control(run, message));
    socket.binaryMessageHandler(message -> threads.execute(() -> run.input(message)));
    String after = text(request, "max_run_after_disconnect");
    long ms = after.matches("[0-9]+s") ? Long.parseLong(after.replace("s", "")) * 1_000 : 10_000;
    socket.closeHandler(closed -> vertx.setTimer(
        Math.max(1, ms),
        late -> vertx.executeBlocking(() -> {
          run.kill();
          return null;
        })));
    threads.execute(() -> run.send(socket));
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    for (StubSprite sprite : sprites.values()) {
      sprite.delete();
    }
    await(vertx.close());
    threads.shutdownNow();
    StubSprite.deleteFolder(folder);
  }
}
