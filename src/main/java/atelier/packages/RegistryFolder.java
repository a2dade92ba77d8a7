package atelier.packages;

import atelier.sandbox.BuildFolder;
import atelier.sandbox.JobMounts;
import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import atelier.sandbox.RegistryBridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder by which a job reaches the registries: the socket of the proxy, and what package
 * managers need to know of them. {@link #close} deletes it. Blocking.
 */
record RegistryFolder(BuildFolder folder, Path programFile) implements AutoCloseable {
  private static final String PREFIX = "atelier-registry-";

  /**
   * Creates one.
   *
   * @param files contents by absolute path in the sandbox; those elsewhere are left out
   */
  static RegistryFolder create(Map<String, String> files) throws IOException {
    BuildFolder folder = BuildFolder.temporary(PREFIX);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = Path.of(file.getKey());
      if (Path.of(RegistryBridge.FOLDER).equals(path.getParent())) {
        Files.writeString(folder.files().resolve(path.getFileName()), file.getValue());
      }
    }
    return new RegistryFolder(folder, RegistryBridge.program());
  }

  Path socket() {
    return folder.files().resolve(RegistryBridge.SOCKET);
  }

  JobMounts mounts() {
    return new JobMounts(
        List.of(new Mount(folder.files(), RegistryBridge.FOLDER, Access.READ_ONLY)),
        List.of(),
        Map.of());
  }

  Optional<Path> program() {
    return Optional.of(programFile);
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
