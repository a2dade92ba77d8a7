package atelier.web;

import atelier.event.EventCodec;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final List<String> PUBLIC = List.of("/style.css", "/favicon.svg");

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

  /** Mounts the login page and what it loads; they need no token. */
  void mountPublic(Routes routes) {
    routes.mountAsset("/login", asHandler("/login.html"));
    PUBLIC.forEach(path -> routes.mountAsset(path, asHandler(path)));
  }

  /** Mounts all other files. */
  void mount(Routes routes) {
    assets.keySet().stream()
        .filter(path -> !PUBLIC.contains(path))
        .forEach(path -> routes.mountAsset(path, asHandler(path)));
    // One page serves all routes: main.js shows the view that the URL names.
    Handler<RoutingContext> page = asHandler("/index.html");
    List.of("/", "/projects/*", "/cluster").forEach(path -> routes.mountAsset(path, page));
  }

  private Handler<RoutingContext> asHandler(String asset) {
    return routing -> send(routing, current(asset));
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
