package atelier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** An executable that the jar contains for each kind of machine, and that is extracted from it. */
final class NativeProgram {
  /** Plays examples: the crate in {@code scanner/prober}. */
  static final NativeProgram PROBER = new NativeProgram("prober");

  /** Starts the sandbox and the command in it: the crate in {@code scanner/launcher}. */
  static final NativeProgram LAUNCHER = new NativeProgram("launcher");

  /** Leads package managers to the proxy of registries: the crate in {@code scanner/bridge}. */
  static final NativeProgram BRIDGE = new NativeProgram("bridge");

  /** The folders of the jar, by the system property {@code os.arch}. */
  private static final Map<String, String> FOLDERS =
      Map.of("amd64", "linux-x86-64", "aarch64", "linux-aarch64");

  private final String name;
  private final Map<String, Path> extracted = new HashMap<>();

  private NativeProgram(String name) {
    this.name = name;
  }

  /** Returns the kind of this machine. */
  static String ownArchitecture() {
    return System.getProperty("os.arch");
  }

  /** Returns why there is none for machines of a kind; empty if there is one. */
  String unavailableReason(String architecture) {
    String machine = System.getProperty("os.name") + " " + architecture;
    return NativeProgram.class.getResource(resource(architecture)) != null
        ? ""
        : "the jar contains no " + name + " for " + machine + ": build it on such a machine";
  }

  private String resource(String architecture) {
    return "/" + FOLDERS.getOrDefault(architecture, "unknown") + "/atelier-" + name;
  }

  /** Returns the executable for this machine. Blocking. */
  Path path() throws IOException {
    return path(ownArchitecture());
  }

  /**
   * Returns the executable for machines of a kind, which is extracted where it is missing: systems
   * delete old files from the temporary folder. It is deleted when this process exits. Blocking.
   */
  synchronized Path path(String architecture) throws IOException {
    Path known = extracted.get(architecture);
    if (known == null || !Files.isExecutable(known)) {
      known = extract(architecture);
      extracted.put(architecture, known);
    }
    return known;
  }

  private Path extract(String architecture) throws IOException {
    String prefix = "atelier-" + name + "-";
    JobFolder.deleteStale(prefix);
    try (InputStream program = NativeProgram.class.getResourceAsStream(resource(architecture))) {
      if (program == null) {
        throw new IOException(unavailableReason(architecture));
      }
      Path file = Files.createTempFile(prefix + ProcessHandle.current().pid() + "-", "");
      file.toFile().deleteOnExit();
      Files.write(file, program.readAllBytes());
      // The sandbox may run it as a user of its own.
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));
      return file;
    }
  }
}
