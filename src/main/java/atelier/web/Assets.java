package atelier.web;

import atelier.event.EventCodec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The dashboard's files, read once from the jar; which there are is written in {@code files}. */
final class Assets {
  private static final String ROOT = "/web/dashboard/";
  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html; charset=utf-8",
      "js", "text/javascript; charset=utf-8",
      "mjs", "text/javascript; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "svg", "image/svg+xml");

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  private record Asset(String type, Buffer content, String etag) {}

  /** Reads all of them; blocking. */
  Assets() {
    for (String name : text("files").lines().toList()) {
      String type = Objects.requireNonNull(TYPES.get(name.replaceFirst(".*\\.", "")), name);
      Buffer content = Buffer.buffer(bytes(name));
      String hash = EventCodec.sha256(content.toString("ISO-8859-1")).substring(0, 16);
      assets.put("/" + name, new Asset(type, content, "\"" + hash + "\""));
    }
  }

  private static String text(String name) {
    return new String(bytes(name), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(ROOT + name)) {
      return Objects.requireNonNull(in, name + " is missing in the jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void mount(Vertx vertx, Router router) {
    assets.forEach((path, asset) -> router.get(path).handler(routing -> send(routing, asset)));
    Asset page = Objects.requireNonNull(assets.get("/index.html"));
    // The page reads its own address: each of these shows another part of it.
    router.get("/").handler(routing -> send(routing, page));
    router.get("/projects/*").handler(routing -> send(routing, page));
    router.get("/cluster").handler(routing -> send(routing, page));
    Asset login = Objects.requireNonNull(assets.get("/login.html"));
    router.get("/login").handler(routing -> send(routing, login));
  }

  private static void send(RoutingContext routing, Asset asset) {
    HttpServerResponse response = routing.response();
    response.putHeader("etag", asset.etag()).putHeader("cache-control", "no-cache");
    if (asset.etag().equals(routing.request().getHeader("if-none-match"))) {
      response.setStatusCode(304).end();
    } else {
      response.putHeader("content-type", asset.type()).end(asset.content());
    }
  }
}
