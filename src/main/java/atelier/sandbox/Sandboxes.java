package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;

/** The sandbox of programs and that of the compilers that read their source files. */
public record Sandboxes(Sandbox forPrograms, Sandbox forCompilers) {
  /** Creates both, see {@link SandboxFactory#create} and {@link SandboxFactory#forCompilers}. */
  public static Future<Sandboxes> open(
      Vertx vertx, Settings.Runner settings, Optional<Path> cacheFolder) {
    return SandboxFactory.create(vertx, settings, cacheFolder)
        .compose(programs -> SandboxFactory.forCompilers(vertx, settings, cacheFolder, programs)
            .map(compilers -> new Sandboxes(programs, compilers)));
  }
}
