package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;

/** The sandbox of programs and that of the compilers that read their source files. */
public record Sandboxes(Sandbox forPrograms, Sandbox forCompilers) {
  /** Creates both on this machine, see {@link SandboxFactory#create}. */
  public static Future<Sandboxes> open(
      Vertx vertx, Settings.Runner settings, Optional<Path> cacheFolder) {
    return SandboxFactory.create(vertx, settings, cacheFolder)
        .compose(programs -> of(vertx, settings, cacheFolder, programs));
  }

  /** Adds the one of compilers, see {@link SandboxFactory#forCompilers}. */
  public static Future<Sandboxes> of(
      Vertx vertx, Settings.Runner settings, Optional<Path> cacheFolder, Sandbox programs) {
    return SandboxFactory.forCompilers(vertx, settings, cacheFolder, programs)
        .map(compilers -> new Sandboxes(programs, compilers));
  }
}
