package atelier.sandbox;

import atelier.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The sandboxes of a node.
 *
 * @param forPrograms runs programs
 * @param forCompilers runs the compilers that read their source files
 * @param forInstalls downloads and builds packages
 */
public record Sandboxes(Sandbox forPrograms, Sandbox forCompilers, Sandbox forInstalls) {
  /** Creates all on this machine, see {@link SandboxFactory#create}. */
  public static Future<Sandboxes> open(
      Vertx vertx, Settings.Runner settings, Optional<Path> cacheFolder) {
    return SandboxFactory.create(vertx, settings, cacheFolder)
        .compose(programs -> of(vertx, settings, cacheFolder, programs));
  }

  /** Adds those of {@link SandboxFactory#forCompilers} and {@link SandboxFactory#forInstalls}. */
  public static Future<Sandboxes> of(
      Vertx vertx, Settings.Runner settings, Optional<Path> cacheFolder, Sandbox programs) {
    return SandboxFactory.forCompilers(vertx, settings, cacheFolder, programs)
        .map(compilers ->
            new Sandboxes(programs, compilers, SandboxFactory.forInstalls(cacheFolder, programs)));
  }
}
