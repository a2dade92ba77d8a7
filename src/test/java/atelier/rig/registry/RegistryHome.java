package atelier.rig.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The home folder of a user whose package managers are configured for a company's registries. */
public final class RegistryHome {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /** Creates a home; the package managers are those of this process's search path. */
  public RegistryHome(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    for (String name : new String[] {"PATH", "JAVA_HOME", "LANG"}) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.put("HOME", folder.toString());
    environment.put("CARGO_HOME", folder.resolve(".cargo").toString());
    // The program cargo may be that of rustup, which finds its toolchains here.
    String rustup = System.getenv("RUSTUP_HOME");
    environment.put(
        "RUSTUP_HOME",
        rustup == null ? Path.of(System.getProperty("user.home"), ".rustup").toString() : rustup);
  }

  /** Configures npm. */
  public void npm(String url, TestAuthority authority) throws IOException {
    write(".npmrc", "registry=" + url + "\ncafile=" + authority.certificateFile() + "\n");
  }

  /** Configures pip. */
  public void pip(String url, TestAuthority authority) throws IOException {
    write(
        ".config/pip/pip.conf",
        "[global]\nindex-url = " + url + "\ncert = " + authority.certificateFile() + "\n");
  }

  /** Configures cargo. */
  public void cargo(String url, TestAuthority authority) throws IOException {
    write(
        ".cargo/config.toml",
        "[source.crates-io]\nreplace-with = \"company\"\n\n[source.company]\nregistry = \"" + url
            + "\"\n\n[http]\ncainfo = \"" + authority.certificateFile() + "\"\n");
  }

  /** Configures Go, which has no setting for certificates but a variable of the system. */
  public void go(String url, TestAuthority authority) throws IOException {
    write(".config/go/env", "GOPROXY=" + url + "\nGOSUMDB=off\n");
    environment.put("SSL_CERT_FILE", authority.certificateFile().toString());
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** The user's variables. */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }
}
