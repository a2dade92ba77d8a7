package atelier.web;

import atelier.event.EventCodec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Serves the dashboard's files, which the resource {@code assets.txt} lists. They are read once
 * from the jar; where the classes are in a folder, as under scripts/dev, each request reads its
 * file again.
 */
final class Assets {
  private static final String ROOT = "/web/dashboard/";
  private static final String LIST = "assets.txt";

  private final Map<String, Asset> assets = new LinkedHashMap<>();
  private final boolean isFolder = Objects.requireNonNull(Assets.class.getResource(ROOT + LIST))
      .getProtocol()
      .equals("file");

  private record Asset(String type, Buffer content, String etag) {}

  /** Reads every file; blocking. */
  Assets() {
    for (String name : readText(LIST).lines().toList()) {
      assets.put("/" + name, read(name));
    }
  }

  private static Asset read(String name) {
    String mediaType = Objects.requireNonNull(MimeMapping.mimeTypeForFilename(name), name);
    String type = mediaType.startsWith("text/") ? mediaType + "; charset=utf-8" : mediaType;
    Buffer content = Buffer.buffer(readBytes(name));
    String hash = EventCodec.sha256(content.toString("ISO-8859-1")).substring(0, 16);
    return new Asset(type, content, "\"" + hash + "\"");
  }

  private Asset current(String path) {
    return isFolder ? read(path.substring(1)) : Objects.requireNonNull(assets.get(path));
  }

  private static String readText(String name) {
    return new String(readBytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(ROOT + name)) {
      return Objects.requireNonNull(in, name + " is missing in the jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void mount(Vertx vertx, Router router) {
    assets.keySet().forEach(path -> route(router, path, path));
    // One page serves all routes: main.js shows the view that the URL names.
    route(router, "/", "/index.html");
    route(router, "/projects/*", "/index.html");
    route(router, "/cluster", "/index.html");
    route(router, "/login", "/login.html");
  }

  private void route(Router router, String path, String asset) {
    router.get(path).handler(routing -> send(routing, current(asset)));
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
