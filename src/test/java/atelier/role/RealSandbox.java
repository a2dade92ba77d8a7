package atelier.role;

import static atelier.Await.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import atelier.language.LocalToolchains;
import atelier.sandbox.Sandbox;
import atelier.sandbox.Sandboxes;
import atelier.scan.NativeScanner;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The sandbox, the scanner and the toolchains of this machine; tests are skipped without one. */
record RealSandbox(Vertx vertx, NativeScanner scanner, Sandbox sandbox, LocalToolchains toolchains)
    implements AutoCloseable {
  static RealSandbox open() {
    Vertx vertx = Vertx.vertx();
    NativeScanner scanner = NativeScanner.open("");
    Sandboxes sandboxes = await(Sandboxes.open(
        vertx,
        new Settings.Runner("auto", Duration.ofSeconds(20), 512L << 20, false),
        Optional.of(Path.of("target/cache").toAbsolutePath())));
    Sandbox sandbox = sandboxes.forPrograms();
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
    return new RealSandbox(
        vertx,
        scanner,
        sandbox,
        LocalToolchains.discover(vertx, scanner, sandboxes.forCompilers()));
  }

  @Override
  public void close() {
    scanner.close();
    await(vertx.close());
  }
}
