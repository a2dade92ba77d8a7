package atelier.sandbox.sprites;

import static atelier.Await.await;

import atelier.config.ProxySettings;
import atelier.config.Secret;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The real service does what Atelier expects of it: run with {@code -Dsprites.real=true} and {@code
 * SPRITES_TOKEN}. It creates sprites, which cost money, and deletes them.
 */
@EnabledIfSystemProperty(named = "sprites.real", matches = "true")
@EnabledIfEnvironmentVariable(named = "SPRITES_TOKEN", matches = ".+")
final class ServiceContractTest extends SpritesContract {
  private static Vertx vertx;
  private static SpritesClient client;
  private static ExecConnector connector;

  static String endpoint() {
    return Optional.ofNullable(System.getenv("SPRITES_API_URL")).orElse("https://api.sprites.dev");
  }

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    Secret token = new Secret(System.getenv("SPRITES_TOKEN"));
    String endpoint = endpoint();
    client = new SpritesClient(
        new SpritesHttp(vertx, endpoint, token, ProxySettings.NONE, RetryPolicy.DEFAULT));
    connector = new ExecConnector(vertx, endpoint, token, ProxySettings.NONE, RetryPolicy.DEFAULT);
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  @Override
  Vertx vertx() {
    return vertx;
  }

  @Override
  SpritesClient client() {
    return client;
  }

  @Override
  ExecConnector connector() {
    return connector;
  }
}
