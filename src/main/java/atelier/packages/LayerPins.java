package atelier.packages;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Which layers of a folder are in use, in this process and in others: a byte of a file is locked
 * for each (fcntl(2)). The system gives up the locks of a process that ends. The file is open as
 * long as this process runs: closing it once would give up all of its locks. Blocking.
 */
final class LayerPins {
  private static final Map<Path, LayerPins> BY_FOLDER = new HashMap<>();
  private static final int DIGITS_OF_POSITION = 15;

  private final FileChannel channel;
  private final Map<Long, Pin> pins = new HashMap<>();

  private LayerPins(FileChannel channel) {
    this.channel = channel;
  }

  /** How often a layer is in use here. */
  private record Pin(FileLock lock, int uses) {}

  /** What is done with a layer that nobody uses. */
  interface Action {
    void run() throws IOException;
  }

  /** The pins of an existing folder, the same ones for all of this process. */
  static LayerPins of(Path folder) throws IOException {
    synchronized (BY_FOLDER) {
      Path file = folder.toRealPath().resolve("in-use");
      LayerPins known = BY_FOLDER.get(file);
      if (known == null) {
        known = new LayerPins(FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        BY_FOLDER.put(file, known);
      }
      return known;
    }
  }

  /** Keeps a layer, which need not exist, from being deleted. */
  synchronized void pin(String key) throws IOException {
    long position = position(key);
    Pin pin = pins.get(position);
    FileLock lock = pin == null ? channel.lock(position, 1, true) : pin.lock();
    pins.put(position, new Pin(lock, pin == null ? 1 : pin.uses() + 1));
  }

  /** Takes back one pin. */
  synchronized void release(String key) throws IOException {
    long position = position(key);
    Pin pin = pins.remove(position);
    if (pin == null) {
      throw new IllegalStateException("the layer " + key + " is not in use");
    }
    if (pin.uses() > 1) {
      pins.put(position, new Pin(pin.lock(), pin.uses() - 1));
    } else {
      pin.lock().release();
    }
  }

  /** Does something that is short while nobody can use a layer; false if somebody does. */
  synchronized boolean ifUnused(String key, Action action) throws IOException {
    long position = position(key);
    if (pins.containsKey(position)) {
      return false;
    }
    try (FileLock lock = channel.tryLock(position, 1, false)) {
      if (lock == null) {
        return false;
      }
      action.run();
      return true;
    }
  }

  /** A collision only means that a layer stays that could be deleted. */
  private static long position(String key) {
    return Long.parseUnsignedLong(key.substring(0, DIGITS_OF_POSITION), 16);
  }
}
