package atelier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of {@code /etc} that say who and where a program is: its host name and addresses, its
 * user, the names of ports. They come from the jar and not from the host, so they reveal nothing.
 */
final class SystemFiles {
  private static final String PREFIX = "atelier-etc-";
  private static final String RESOURCES = "etc/";
  private static final String OFFLINE_NAMES = "nsswitch.conf";
  private static final String ONLINE_NAMES = "nsswitch-network.conf";
  private static final List<String> NAMES = List.of(
      "group", "host.conf", "hostname", "hosts", "passwd", "protocols", "services", "shells");

  private static Optional<Path> extracted = Optional.empty();

  private SystemFiles() {}

  /**
   * Returns the options of bubblewrap that show the files, which are extracted where one is
   * missing: systems delete old files from the temporary folder. Blocking.
   *
   * @param network whether names are also looked up by the servers that the host uses
   */
  static synchronized List<String> mounts(boolean network) throws IOException {
    if (extracted.isEmpty() || !isComplete(extracted.get())) {
      extracted = Optional.of(extract());
    }
    Path folder = extracted.get();
    List<String> words = new ArrayList<>();
    NAMES.forEach(name -> addMount(words, folder.resolve(name), name));
    addMount(words, folder.resolve(network ? ONLINE_NAMES : OFFLINE_NAMES), OFFLINE_NAMES);
    if (network) {
      words.addAll(List.of("--ro-bind-try", "/etc/resolv.conf", "/etc/resolv.conf"));
    }
    return words;
  }

  private static void addMount(List<String> words, Path file, String name) {
    words.addAll(List.of("--ro-bind", file.toString(), "/etc/" + name));
  }

  private static boolean isComplete(Path folder) {
    return allNames().stream().allMatch(name -> Files.isReadable(folder.resolve(name)));
  }

  private static List<String> allNames() {
    List<String> names = new ArrayList<>(NAMES);
    names.addAll(List.of(OFFLINE_NAMES, ONLINE_NAMES));
    return names;
  }

  private static Path extract() throws IOException {
    JobFolder.deleteStale(PREFIX);
    Path folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
    folder.toFile().deleteOnExit();
    // The sandbox may run as a user of its own.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : allNames()) {
      Path file = folder.resolve(name);
      try (InputStream content = SystemFiles.class.getResourceAsStream(RESOURCES + name)) {
        if (content == null) {
          throw new IOException("the jar contains no " + RESOURCES + name);
        }
        Files.write(file, content.readAllBytes());
      }
      file.toFile().deleteOnExit();
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    }
    return folder;
  }
}
