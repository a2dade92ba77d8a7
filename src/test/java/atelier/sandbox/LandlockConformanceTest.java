package atelier.sandbox;

import static atelier.Await.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Landlock does what every sandbox does, but for servers. */
final class LandlockConformanceTest extends SandboxConformance {
  private static Vertx vertx;
  private static LandlockSandbox sandbox;

  @BeforeAll
  static void choose() {
    vertx = Vertx.vertx();
    sandbox = new LandlockSandbox(
        vertx,
        new Settings.Runner("auto", Duration.ofSeconds(10), MEMORY_BYTES, false),
        2,
        Optional.empty(),
        Cgroup::find);
    SandboxLevel level = await(sandbox.selfTest().otherwise(e -> SandboxLevel.none(e.toString())));
    assumeTrue(level.isEnough("partial"), level.describe());
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
