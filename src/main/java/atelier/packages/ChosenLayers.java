package atelier.packages;

import atelier.sandbox.BuildFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which layer was made for a request whose lock file did not exist or did not agree: a file for
 * each. So a second project with the same manifests gets the same versions at once, for a day;
 * later the registry is asked again. Blocking.
 *
 * @param folder where the files are
 */
record ChosenLayers(Path folder) {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final String NEW = ".new-";

  /** Remembers the layer of a request; both by {@link LayerKey}. */
  void add(String request, String layer) throws IOException {
    BuildFolder.prepare(folder);
    deleteOld();
    Path written = Files.createTempFile(folder, request, NEW);
    try {
      Files.writeString(written, layer);
      Files.move(written, folder.resolve(request), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** The layer of a request; empty if none was made within a day. */
  Optional<String> layerOf(String request) throws IOException {
    Path file = folder.resolve(request);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || isOld(file)
        || Files.size(file) != LayerKey.LENGTH) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(file)).filter(LayerKey::isKey);
  }

  private void deleteOld() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.toList();
    }
    for (Path file : files) {
      if (isOld(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isOld(Path file) {
    try {
      Instant written =
          Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      return Duration.between(written, Instant.now()).compareTo(KEPT) > 0;
    } catch (IOException deleted) {
      return false;
    }
  }
}
