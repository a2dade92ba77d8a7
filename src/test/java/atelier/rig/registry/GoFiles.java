package atelier.rig.registry;

import java.nio.charset.StandardCharsets;

/** A module proxy of Go: for each version its date, its {@code go.mod} and its archive. */
public final class GoFiles {
  private static final String ROOT = "/go/";

  private final RegistryServer server;

  /** Puts a proxy on a server. */
  public GoFiles(RegistryServer server) {
    this.server = server;
  }

  /**
   * The URL of the proxy. Go uses no proxy for the name localhost, so this is another name of the
   * same server.
   */
  public String url() {
    return "https://" + TestAuthority.OTHER_NAME + ":" + server.port() + ROOT;
  }

  /** The archive of an ordinary module with a constant {@code Who}, which imports nothing. */
  public static Archive module(String path, String version) {
    String folder = path + "@" + version + "/";
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new Archive()
        .file(folder + "go.mod", mod(path))
        .file(
            folder + name + ".go",
            "package " + name + "\n\nconst Who = \"" + name + " " + version + "\"\n");
  }

  private static String mod(String path) {
    return "module " + path + "\n\ngo 1.18\n";
  }

  /** Publishes an ordinary module. */
  public void publish(String path, String version) {
    publish(path, version, module(path, version).zip());
  }

  /** Publishes a module. */
  public void publish(String path, String version, byte[] archive) {
    String folder = ROOT + path + "/@v/";
    String before = server
        .file(folder + "list")
        .map(all -> new String(all, StandardCharsets.UTF_8))
        .orElse("");
    server.put(folder + "list", before + version + "\n");
    server.put(
        folder + version + ".info",
        "{\"Version\":\"" + version + "\",\"Time\":\"2020-01-01T00:00:00Z\"}");
    server.put(folder + version + ".mod", mod(path));
    server.put(folder + version + ".zip", archive);
  }
}
