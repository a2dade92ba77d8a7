package atelier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** Extracts the prober's executable (the crate in {@code scanner/prober}) from the jar. */
final class ProberFile {
  private static final String PREFIX = "atelier-prober-";

  /** The folders of the jar, by the system property {@code os.arch}. */
  private static final Map<String, String> FOLDERS =
      Map.of("amd64", "linux-x86-64", "aarch64", "linux-aarch64");

  private static final Map<String, Path> EXTRACTED = new HashMap<>();

  private ProberFile() {}

  /** Returns why there is no prober for machines of a kind; empty if there is one. */
  static String unavailableReason(String architecture) {
    String machine = System.getProperty("os.name") + " " + architecture;
    return ProberFile.class.getResource(resource(architecture)) != null
        ? ""
        : "the jar contains no prober for " + machine + ": build it on such a machine";
  }

  private static String resource(String architecture) {
    String folder = FOLDERS.getOrDefault(architecture, "unknown");
    return "/" + folder + "/atelier-prober";
  }

  /**
   * Returns the executable for machines of a kind, which is extracted where it is missing: systems
   * delete old files from the temporary folder. It is deleted when this process exits. Blocking.
   */
  static synchronized Path path(String architecture) throws IOException {
    Path known = EXTRACTED.get(architecture);
    if (known == null || !Files.isExecutable(known)) {
      known = extract(architecture);
      EXTRACTED.put(architecture, known);
    }
    return known;
  }

  private static Path extract(String architecture) throws IOException {
    JobFolder.deleteStale(PREFIX);
    try (InputStream program = ProberFile.class.getResourceAsStream(resource(architecture))) {
      if (program == null) {
        throw new IOException(unavailableReason(architecture));
      }
      Path file = Files.createTempFile(PREFIX + ProcessHandle.current().pid() + "-", "");
      file.toFile().deleteOnExit();
      Files.write(file, program.readAllBytes());
      // The sandbox may run it as a user of its own.
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));
      return file;
    }
  }
}
