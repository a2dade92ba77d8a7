package atelier.packages;

import atelier.packages.LayerSpace.Free;
import atelier.packages.LayerSpace.Full;
import atelier.sandbox.BuildFolder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The layers of a machine, by {@link LayerKey}: folders of installed packages that never change.
 * Several processes may use the same store. What is not in use is deleted, the least recently used
 * first, if the store is too large or the disk full. May be called on any thread.
 */
final class LayerStore {
  private static final Logger LOG = Logger.getLogger(LayerStore.class.getName());
  private static final String BUILDING = "building-";
  private static final long SYNC_TIMEOUT_SECONDS = 120;

  private final Vertx vertx;
  private final Path folder;
  private final long maxBytes;
  private final KnownLayers known = new KnownLayers();

  /**
   * A store, which is created at first need.
   *
   * @param folder where it is; the user of jobs must be able to reach the folder around it
   * @param maxBytes the size of all layers together; those in use stay in any case
   */
  LayerStore(Vertx vertx, Path folder, long maxBytes) {
    this.vertx = vertx;
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /**
   * Returns a layer if the store has it, or the one that was lately made for a request of this
   * name; it is in use until it is closed.
   */
  Future<Optional<Layer>> find(String key) {
    Callable<Optional<Layer>> find = () -> {
      LayerShelf shelf = shelf();
      Optional<Layer> exact = shelf.open(key);
      Optional<String> chosen = exact.isPresent() ? Optional.empty() : chosen().layerOf(key);
      Optional<Layer> layer = chosen.isPresent() ? shelf.open(chosen.get()) : exact;
      layer.ifPresentOrElse(found -> known.add(found.key()), () -> known.remove(key));
      return layer;
    };
    return vertx.executeBlocking(find, false).otherwise(problem -> {
      LOG.log(Level.WARNING, "the layer " + key + " cannot be used", problem);
      return Optional.empty();
    });
  }

  /** The keys of the layers that are here, as far as known, the most recently used first. */
  List<String> keys() {
    return known.newestFirst();
  }

  /** Finds out which layers are here, in the background. */
  void look() {
    Callable<Void> look = () -> {
      if (Files.isDirectory(folder)) {
        known.replace(shelf().keys());
      }
      return null;
    };
    vertx
        .executeBlocking(look, false)
        .onFailure(problem -> LOG.log(Level.FINE, "the layers are unknown", problem));
  }

  /**
   * Creates the folder in which a layer is built.
   *
   * @param neededBytes what must be free on the disk; layers that are not in use are deleted for it
   */
  Future<LayerSpace<BuildFolder>> start(long neededBytes) {
    return typed(neededBytes, () -> {
      LayerShelf shelf = shelf();
      shelf.makeRoom(maxBytes, neededBytes);
      known.replace(shelf.keys());
      if (usableBytes() < neededBytes) {
        return new Full<>(noSpace(neededBytes));
      }
      return new Free<>(BuildFolder.create(folder, BUILDING));
    });
  }

  /**
   * Keeps what was built, or deletes it if another process has kept the same layer meanwhile. The
   * layer is in use until it is closed.
   */
  Future<LayerSpace<Layer>> keep(BuildFolder built, String key, LayerRecord content) {
    return typed(content.bytes(), () -> {
      try (built) {
        return new Free<>(move(built, key, content.withBytes(built.seal())));
      }
    });
  }

  /** Remembers which layer was made for a request that has another name, as without a lock. */
  Future<Void> choose(String request, Layer layer) {
    Callable<Void> add = () -> {
      if (!request.equals(layer.key())) {
        chosen().add(request, layer.key());
      }
      return null;
    };
    return vertx.executeBlocking(add, false).otherwise(problem -> {
      LOG.log(Level.WARNING, "packages will be chosen again for the next project", problem);
      return null;
    });
  }

  private Layer move(BuildFolder built, String key, LayerRecord content) throws IOException {
    LayerShelf shelf = shelf();
    LayerShelf.write(built.path(), content);
    sync(built.path());
    shelf.makeRoom(Math.max(0, maxBytes - content.bytes()), 0);
    known.replace(shelf.keys());
    known.add(key);
    Optional<Layer> existing = shelf.open(key);
    if (existing.isPresent()) {
      return existing.get();
    }
    shelf.pins().pin(key);
    try {
      Files.move(built.path(), shelf.path(key), StandardCopyOption.ATOMIC_MOVE);
      syncFolder(shelf.folder());
    } catch (IOException e) {
      shelf.pins().release(key);
      // Somebody else was faster.
      return shelf.open(key).orElseThrow(() -> e);
    }
    return new Layer(key, BuildFolder.filesOf(shelf.path(key)), content, shelf.pins());
  }

  private ChosenLayers chosen() {
    return new ChosenLayers(folder.resolve("chosen"));
  }

  private LayerShelf shelf() throws IOException {
    BuildFolder.prepare(folder);
    Path layers = folder.resolve("layers");
    BuildFolder.prepare(layers);
    return new LayerShelf(
        layers,
        LayerPins.of(folder),
        folder.resolve(BUILDING + ProcessHandle.current().pid() + "-"));
  }

  private <T> Future<LayerSpace<T>> typed(long neededBytes, Callable<LayerSpace<T>> work) {
    return vertx.executeBlocking(work, false).otherwise(problem -> {
      LOG.log(Level.WARNING, "packages cannot be kept", problem);
      String message = problem instanceof FileSystemException failed && failed.getReason() != null
          ? failed.getReason()
          : String.valueOf(problem.getMessage());
      return new Full<>(
          message.contains("No space left")
              ? noSpace(neededBytes)
              : "packages cannot be kept in " + folder + ": " + message);
    });
  }

  private String noSpace(long neededBytes) {
    String free;
    try {
      free = (usableBytes() >> 20) + " MiB";
    } catch (IOException unknown) {
      free = "less";
    }
    return "no space: " + (neededBytes >> 20) + " MiB needed, " + free + " free in " + folder;
  }

  private long usableBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Writes all files of a disk, which is one call instead of one for each of many files. */
  private static void sync(Path path) throws IOException {
    Process process = new ProcessBuilder(List.of("sync", "-f", path.toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      if (!process.waitFor(SYNC_TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("the disk does not write " + path);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void syncFolder(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
