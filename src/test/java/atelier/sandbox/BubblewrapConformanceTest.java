package atelier.sandbox;

import static atelier.Await.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The sandbox of this machine does what every sandbox does. */
final class BubblewrapConformanceTest extends SandboxConformance {
  private static Vertx vertx;
  private static Sandbox sandbox;

  @BeforeAll
  static void choose() {
    vertx = Vertx.vertx();
    sandbox = await(SandboxFactory.create(
        vertx, new Settings.Runner("bubblewrap", Duration.ofSeconds(10), MEMORY_BYTES, false)));
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  @Override
  protected Sandbox sandbox() {
    return sandbox;
  }
}
