package atelier;

import atelier.config.Settings;
import atelier.language.LocalToolchains;
import atelier.sandbox.Sandboxes;
import atelier.scan.SyntaxAnalyzer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** The toolchains of this machine in the sandbox in which a node has them. */
public final class CompilerSandbox {
  private static final Settings.Runner SETTINGS =
      new Settings.Runner("auto", Duration.ofSeconds(20), 512L << 20, false);

  private CompilerSandbox() {}

  public static LocalToolchains toolchains(Vertx vertx, SyntaxAnalyzer analyzer) {
    return LocalToolchains.discover(vertx, analyzer, open(vertx).forCompilers());
  }

  public static Sandboxes open(Vertx vertx) {
    return Await.await(Sandboxes.open(vertx, SETTINGS, Optional.empty()));
  }
}
