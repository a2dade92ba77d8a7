package atelier.rig.registry;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A registry of npm: a document for each package, which names the archives of its versions. */
public final class NpmFiles {
  private static final String ROOT = "/npm/";

  private final RegistryServer server;

  /** Puts a registry on a server. */
  public NpmFiles(RegistryServer server) {
    this.server = server;
  }

  /** The URL of the registry. */
  public String url() {
    return server.url(ROOT);
  }

  /** The path of an archive. */
  public static String archivePath(String name, String version) {
    return ROOT + name + "/-/" + name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
  }

  /** The archive of an ordinary package, whose module is the text of its name. */
  public static Archive archive(String name, String version, Map<String, Object> more) {
    JsonObject manifest = new JsonObject().put("name", name).put("version", version);
    more.forEach(manifest::put);
    return new Archive()
        .file("package/package.json", manifest.encode())
        .file("package/index.js", "module.exports = '" + name + " " + version + "';\n");
  }

  /** Publishes an ordinary package. */
  public void publish(String name, String version) {
    publish(name, version, archive(name, version, Map.of()).tarGz(), Map.of());
  }

  /**
   * Publishes a package.
   *
   * @param more what the registry says of the version besides, such as its scripts
   */
  public void publish(String name, String version, byte[] archive, Map<String, Object> more) {
    String path = archivePath(name, version);
    server.put(path, archive);
    JsonObject manifest = new JsonObject()
        .put("name", name)
        .put("version", version)
        .put(
            "dist",
            new JsonObject().put("tarball", server.url(path)).put("integrity", integrity(archive)));
    more.forEach(manifest::put);
    JsonObject document = server
        .file(ROOT + name)
        .map(before -> new JsonObject(new String(before, StandardCharsets.UTF_8)))
        .orElseGet(() -> new JsonObject()
            .put("name", name)
            .put("dist-tags", new JsonObject())
            .put("versions", new JsonObject()));
    document.getJsonObject("dist-tags").put("latest", version);
    document.getJsonObject("versions").put(version, manifest);
    server.put(ROOT + name, document.encode());
  }

  /** The hash of an archive as lock files have it. */
  public static String integrity(byte[] archive) {
    return "sha512-" + Base64.getEncoder().encodeToString(Hashes.of("SHA-512", archive));
  }
}
