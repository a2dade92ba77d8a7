package atelier.rig.registry;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** A sparse registry of cargo: a file of the index for each crate, a line for each version. */
public final class CrateFiles {
  private static final String INDEX = "/cargo/index/";
  private static final String CRATES = "/cargo/crates";

  private final RegistryServer server;

  /** Puts a registry on a server. */
  public CrateFiles(RegistryServer server) {
    this.server = server;
    server.put(
        INDEX + "config.json", new JsonObject().put("dl", server.url(CRATES)).encode());
  }

  /** The URL of the index, as cargo's settings name it. */
  public String url() {
    return "sparse+" + server.url(INDEX);
  }

  /** The archive of an ordinary crate with a function {@code who}. */
  public static Archive crate(String name, String version) {
    String folder = name + "-" + version + "/";
    return new Archive()
        .file(
            folder + "Cargo.toml",
            "[package]\nname = \"" + name + "\"\nversion = \"" + version
                + "\"\nedition = \"2021\"\n")
        .file(
            folder + "src/lib.rs",
            "pub fn who() -> &'static str { \"" + name + " " + version + "\" }\n");
  }

  /** Publishes an ordinary crate. */
  public void publish(String name, String version) {
    publish(name, version, crate(name, version).tarGz());
  }

  /** Publishes a crate whose name has at least four letters. */
  public void publish(String name, String version, byte[] archive) {
    server.put(CRATES + "/" + name + "/" + version + "/download", archive);
    String path = INDEX + name.substring(0, 2) + "/" + name.substring(2, 4) + "/" + name;
    String line = new JsonObject()
        .put("name", name)
        .put("vers", version)
        .put("deps", new JsonArray())
        .put("cksum", Hashes.sha256(archive))
        .put("features", new JsonObject())
        .put("yanked", false)
        .encode();
    String before =
        server.file(path).map(all -> new String(all, StandardCharsets.UTF_8)).orElse("");
    server.put(path, before + line + "\n");
  }
}
