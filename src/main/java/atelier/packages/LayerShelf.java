package atelier.packages;

import atelier.sandbox.BuildFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The finished layers on the disk: a folder for each, with its record beside its files. When the
 * record was changed last is when the layer was used last. Blocking.
 *
 * @param folder the folder of all layers
 * @param pins which of them are in use
 * @param removedPrefix the start of the path to which a layer is moved before it is deleted, so
 *     that it is never half there
 */
record LayerShelf(Path folder, LayerPins pins, Path removedPrefix) {
  private static final Logger LOG = Logger.getLogger(LayerShelf.class.getName());
  private static final String RECORD = "layer.json";
  private static final long MAX_RECORD_BYTES = 32L << 20;

  /** A layer as it is found, with an empty record if it is damaged. */
  private record Found(String key, Optional<LayerRecord> content, FileTime used) {
    long bytes() {
      return content.map(LayerRecord::bytes).orElse(0L);
    }
  }

  Path path(String key) {
    return folder.resolve(key);
  }

  /** Writes the record into the folder of a layer. */
  static void write(Path layer, LayerRecord content) throws IOException {
    Files.writeString(layer.resolve(RECORD), content.encode(), StandardOpenOption.CREATE_NEW);
  }

  /** Uses a layer; one that is damaged is deleted. */
  Optional<Layer> open(String key) throws IOException {
    pins.pin(key);
    Optional<LayerRecord> content = Optional.empty();
    try {
      content = read(key);
    } finally {
      if (content.isEmpty()) {
        pins.release(key);
      }
    }
    if (content.isEmpty()) {
      if (Files.exists(path(key), LinkOption.NOFOLLOW_LINKS)) {
        remove(key);
      }
      return Optional.empty();
    }
    try {
      Files.setLastModifiedTime(path(key).resolve(RECORD), FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.log(Level.FINE, "the use of the layer " + key + " is not noted", e);
    }
    return Optional.of(new Layer(key, BuildFolder.filesOf(path(key)), content.orElseThrow(), pins));
  }

  /**
   * Deletes damaged layers, and those least recently used, until the others are small enough and
   * the disk has room; those in use stay.
   */
  void makeRoom(long maxBytes, long neededBytes) throws IOException {
    List<Found> found = new ArrayList<>(list());
    long bytes = found.stream().mapToLong(Found::bytes).sum();
    for (Found layer : found) {
      boolean isNeeded = layer.content().isPresent()
          && bytes <= maxBytes
          && Files.getFileStore(folder).getUsableSpace() >= neededBytes;
      if (!isNeeded && remove(layer.key())) {
        bytes -= layer.bytes();
      }
    }
  }

  /** All layers, the least recently used first. */
  private List<Found> list() throws IOException {
    List<Found> found = new ArrayList<>();
    for (String key : keys()) {
      found.add(new Found(key, read(key), used(key)));
    }
    return found;
  }

  /** The keys of all layers, also of damaged ones, the least recently used first. */
  List<String> keys() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(LayerKey::isKey)
          .map(key -> Map.entry(key, used(key)))
          .sorted(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  private FileTime used(String key) {
    try {
      return Files.getLastModifiedTime(path(key).resolve(RECORD), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException damaged) {
      return FileTime.fromMillis(0);
    }
  }

  private Optional<LayerRecord> read(String key) {
    Path file = path(key).resolve(RECORD);
    try {
      return Files.isDirectory(BuildFolder.filesOf(path(key)), LinkOption.NOFOLLOW_LINKS)
              && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              && Files.size(file) <= MAX_RECORD_BYTES
          ? LayerRecord.decode(Files.readString(file))
          : Optional.empty();
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  /** Deletes a layer; false if it is in use. */
  private boolean remove(String key) throws IOException {
    Path removed = Path.of(removedPrefix + "removed-" + key + "-" + System.nanoTime());
    boolean unused = pins.ifUnused(key, () -> {
      if (Files.exists(path(key), LinkOption.NOFOLLOW_LINKS)) {
        Files.move(path(key), removed, StandardCopyOption.ATOMIC_MOVE);
      }
    });
    if (unused) {
      BuildFolder.delete(removed);
    }
    return unused;
  }
}
