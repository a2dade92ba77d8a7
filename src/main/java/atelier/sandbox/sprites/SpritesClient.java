package atelier.sandbox.sprites;

import atelier.sandbox.sprites.SpritesFailure.Kind;
import atelier.sandbox.sprites.SpritesHttp.Body;
import atelier.sandbox.sprites.SpritesHttp.Call;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of the Sprites API that Atelier uses: sprites, their policy, files and sessions. Each
 * fails with a {@link SpritesFailure}. Thread-safe.
 */
final class SpritesClient {
  /** The folder below which everything of Atelier's is on a sprite. */
  static final String FOLDER = "/workspace";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CREATE_TIMEOUT = Duration.ofMinutes(2);
  private static final int MAX_JSON_BYTES = 1 << 20;
  private static final int MAX_PAGES = 20;

  private final SpritesHttp http;

  SpritesClient(SpritesHttp http) {
    this.http = http;
  }

  /** Creates a sprite, or uses the one that has the name. */
  Future<Void> ensure(String name) {
    String body = JsonMapper.shared().createObjectNode().put("name", name).toString();
    Call create = new Call(
        "create a sprite",
        HttpMethod.POST,
        "/v1/sprites",
        Optional.of(Body.ofJson(body)),
        CREATE_TIMEOUT,
        MAX_JSON_BYTES,
        true);
    return http.send(create)
        .<Void>mapEmpty()
        .recover(problem -> SpritesFailure.is(problem, Kind.BAD_REQUEST)
                || SpritesFailure.is(problem, Kind.CONFLICT)
            ? exists(name).recover(missing -> Future.failedFuture(problem))
            : Future.failedFuture(problem));
  }

  private Future<Void> exists(String name) {
    return get("find the sprite " + name, sprite(name)).mapEmpty();
  }

  /** Deletes a sprite with everything on it; one that does not exist is as good as deleted. */
  Future<Void> delete(String name) {
    return http.send(call("delete the sprite " + name, HttpMethod.DELETE, sprite(name)))
        .<Void>mapEmpty()
        .recover(SpritesClient::unlessGone);
  }

  private static Future<Void> unlessGone(Throwable problem) {
    return SpritesFailure.is(problem, Kind.NOT_FOUND) || SpritesFailure.is(problem, Kind.GONE)
        ? Future.succeededFuture()
        : Future.failedFuture(problem);
  }

  /** Checks that the service responds and accepts the token. */
  Future<Void> check() {
    return get("list sprites", "/v1/sprites?prefix=atelier-&max_results=1").mapEmpty();
  }

  /** Returns the names of the sprites that begin with a prefix, at most a thousand. */
  Future<List<String>> list(String prefix) {
    return list(prefix, "", new ArrayList<>(), MAX_PAGES);
  }

  private Future<List<String>> list(String prefix, String token, List<String> names, int pages) {
    String next = token.isEmpty() ? "" : "&continuation_token=" + encode(token);
    return get("list sprites", "/v1/sprites?max_results=50&prefix=" + encode(prefix) + next)
        .compose(page -> {
          for (JsonNode sprite : page.path("sprites")) {
            String name = sprite.path("name").asString("");
            // A server that does not know the parameter lists those of everybody.
            if (name.startsWith(prefix)) {
              names.add(name);
            }
          }
          String further = page.path("next_continuation_token").asString("");
          return page.path("has_more").asBoolean(false) && !further.isEmpty() && pages > 1
              ? list(prefix, further, names, pages - 1)
              : Future.succeededFuture(List.copyOf(names));
        });
  }

  /** Sets a network policy, and fails unless it is in force. */
  Future<Void> setPolicy(String name, NetworkPolicy policy) {
    String uri = sprite(name) + "/policy/network";
    Call set = new Call(
        "set the network policy",
        HttpMethod.POST,
        uri,
        Optional.of(Body.ofJson(policy.toJson())),
        TIMEOUT,
        MAX_JSON_BYTES,
        true);
    return http.send(set)
        .compose(done -> get("read the network policy", uri))
        .compose(json -> policy.isIn(json)
            ? Future.succeededFuture()
            : Future.failedFuture(new SpritesFailure(
                Kind.PROTOCOL, "the network policy is not in force on the sprite " + name)));
  }

  /** Writes a file, and the folders to it. */
  Future<Void> write(String name, String path, Buffer content, String mode) {
    // The parameter has two names, see the documentation and the SDKs of the service.
    String uri = file(name, "write", path) + "&mode=" + mode + "&mkdir=true&mkdirParents=true";
    return http.send(new Call(
            "write a file",
            HttpMethod.PUT,
            uri,
            Optional.of(new Body(content, "application/octet-stream")),
            CREATE_TIMEOUT,
            MAX_JSON_BYTES,
            true))
        .mapEmpty();
  }

  /** Reads a file; empty if it does not exist. */
  Future<Optional<Buffer>> read(String name, String path, int maxBytes) {
    Call call = new Call(
        "read a file",
        HttpMethod.GET,
        file(name, "read", path),
        Optional.empty(),
        TIMEOUT,
        maxBytes,
        true);
    return http.send(call)
        .map(Optional::of)
        .recover(problem -> SpritesFailure.is(problem, Kind.NOT_FOUND)
            ? Future.succeededFuture(Optional.empty())
            : Future.failedFuture(problem));
  }

  /** Deletes a folder with all in it. */
  Future<Void> deleteFolder(String name, String path) {
    String uri = file(name, "delete", path) + "&recursive=true";
    return http.send(call("delete a folder", HttpMethod.DELETE, uri))
        .<Void>mapEmpty()
        .recover(SpritesClient::unlessGone);
  }

  /** Ends a session: SIGTERM, and SIGKILL three seconds later. */
  Future<Void> kill(String name, String session) {
    String uri = exec(name) + "/" + encode(session) + "/kill?signal=SIGTERM&timeout=3s";
    return http.send(call("end a run", HttpMethod.POST, uri))
        .<Void>mapEmpty()
        .recover(SpritesClient::unlessGone);
  }

  /** Returns the path of a sprite's runs. */
  static String exec(String name) {
    return sprite(name) + "/exec";
  }

  private Future<JsonNode> get(String what, String uri) {
    return http.send(call(what, HttpMethod.GET, uri)).compose(body -> {
      try {
        return Future.succeededFuture(JsonMapper.shared().readTree(body.getBytes()));
      } catch (JacksonException e) {
        return Future.failedFuture(
            new SpritesFailure(Kind.PROTOCOL, "a response to " + what + " is not JSON"));
      }
    });
  }

  private static Call call(String what, HttpMethod method, String uri) {
    return new Call(what, method, uri, Optional.empty(), TIMEOUT, MAX_JSON_BYTES, true);
  }

  private static String sprite(String name) {
    return "/v1/sprites/" + encode(name);
  }

  private static String file(String name, String operation, String path) {
    return sprite(name) + "/fs/" + operation + "?path=" + encode(path) + "&workingDir="
        + encode(FOLDER);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
