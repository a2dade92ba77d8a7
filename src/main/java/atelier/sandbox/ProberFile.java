package atelier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Extracts the prober's executable (the crate in {@code scanner/prober}) from the jar. */
final class ProberFile {
  private static final String PREFIX = "atelier-prober-";

  /** The folders of the jar, by the system property {@code os.arch}. */
  private static final Map<String, String> FOLDERS =
      Map.of("amd64", "linux-x86-64", "aarch64", "linux-aarch64");

  private static Optional<Path> extracted = Optional.empty();

  private ProberFile() {}

  /** Returns why there is no prober for this machine; empty if there is one. */
  static String unavailableReason() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return ProberFile.class.getResource(resource()) != null
        ? ""
        : "the jar contains no prober for " + machine + ": build it on such a machine";
  }

  private static String resource() {
    String folder = FOLDERS.getOrDefault(System.getProperty("os.arch"), "unknown");
    return "/" + folder + "/atelier-prober";
  }

  /**
   * Returns the executable, which is extracted where it is missing: systems delete old files from
   * the temporary folder. It is deleted when this process exits. Blocking.
   */
  static synchronized Path path() throws IOException {
    if (extracted.isEmpty() || !Files.isExecutable(extracted.get())) {
      extracted = Optional.of(extract());
    }
    return extracted.get();
  }

  private static Path extract() throws IOException {
    JobFolder.deleteStale(PREFIX);
    try (InputStream program = ProberFile.class.getResourceAsStream(resource())) {
      if (program == null) {
        throw new IOException(unavailableReason());
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
