package atelier.sandbox.sprites;

import static atelier.Await.await;

import atelier.config.ProxySettings;
import atelier.config.Secret;
import atelier.config.Settings;
import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxConformance;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The sprites of the real service do what every sandbox does, see {@link ServiceContractTest}. */
@EnabledIfSystemProperty(named = "sprites.real", matches = "true")
@EnabledIfEnvironmentVariable(named = "SPRITES_TOKEN", matches = ".+")
final class ServiceConformanceTest extends SandboxConformance {
  private static Vertx vertx;
  private static SpritesSandbox sandbox;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    sandbox = await(SpritesSandbox.create(
        vertx,
        new Settings.Runner("sprites", Duration.ofSeconds(10), MEMORY_BYTES, false),
        new Settings.Sprites(
            ServiceContractTest.endpoint(), new Secret(System.getenv("SPRITES_TOKEN"))),
        ProxySettings.NONE,
        UUID.randomUUID().toString()));
  }

  @AfterAll
  static void close() {
    await(sandbox.close());
    await(vertx.close());
  }

  @Override
  protected Sandbox sandbox() {
    return sandbox.forProject("conformance");
  }
}
