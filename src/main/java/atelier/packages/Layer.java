package atelier.packages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Installed packages that are in use, and not deleted before {@link #close}. */
final class Layer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Layer.class.getName());

  private final String key;
  private final Path files;
  private final LayerRecord content;
  private final LayerPins pins;
  private final AtomicBoolean closed = new AtomicBoolean();

  Layer(String key, Path files, LayerRecord content, LayerPins pins) {
    this.key = key;
    this.files = files;
    this.content = content;
    this.pins = pins;
  }

  /** The hash that names it, see {@link LayerKey}. */
  String key() {
    return key;
  }

  /** The folder with the packages. */
  Path files() {
    return files;
  }

  /** What is in it. */
  LayerRecord content() {
    return content;
  }

  /** Lets it be deleted; once is enough. Short, and never fails. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      pins.release(key);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the layer " + key + " stays in use", e);
    }
  }
}
