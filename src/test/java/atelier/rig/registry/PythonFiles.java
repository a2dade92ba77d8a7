package atelier.rig.registry;

import java.nio.charset.StandardCharsets;

/** An index of pip (PEP 503): a page for each package, with a link to each file. */
public final class PythonFiles {
  private static final String ROOT = "/pypi/simple/";

  private final RegistryServer server;

  /** Puts an index on a server. */
  public PythonFiles(RegistryServer server) {
    this.server = server;
  }

  /** The URL of the index. */
  public String url() {
    return server.url(ROOT);
  }

  /** The path of a file. */
  public static String filePath(String file) {
    return "/pypi/files/" + file;
  }

  /** The archive of an ordinary wheel, whose module has a text named {@code WHO}. */
  public static Archive wheel(String name, String version) {
    String info = name + "-" + version + ".dist-info/";
    return new Archive()
        .file(name + "/__init__.py", "WHO = '" + name + " " + version + "'\n")
        .file(
            info + "METADATA",
            "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n")
        .file(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        .file(
            info + "RECORD",
            name + "/__init__.py,,\n" + info + "METADATA,,\n" + info + "WHEEL,,\n" + info
                + "RECORD,,\n");
  }

  /** Publishes an ordinary wheel. */
  public void publish(String name, String version) {
    publish(name, wheelName(name, version), wheel(name, version).zip());
  }

  /** The name of a wheel's file. */
  public static String wheelName(String name, String version) {
    return name + "-" + version + "-py3-none-any.whl";
  }

  /** Publishes a file of a package. */
  public void publish(String name, String file, byte[] content) {
    server.put(filePath(file), content);
    String page = ROOT + name + "/";
    String before = server.file(page).map(PythonFiles::text).orElse("<!DOCTYPE html>\n");
    server.put(
        page,
        before + "<a href=\"../../files/" + file + "#sha256=" + Hashes.sha256(content) + "\">"
            + file + "</a>\n");
  }

  private static String text(byte[] page) {
    return new String(page, StandardCharsets.UTF_8);
  }
}
