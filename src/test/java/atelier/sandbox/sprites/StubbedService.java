package atelier.sandbox.sprites;

import static atelier.Await.await;

import atelier.config.ProxySettings;
import atelier.config.Secret;
import atelier.config.Settings;
import atelier.rig.sprites.SpritesStub;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;

/** A stub of the service, and a sandbox that uses it. */
final class StubbedService implements AutoCloseable {
  static final String TOKEN = "a-token/1234567890/which-is-secret";
  private static final RetryPolicy RETRIES = new RetryPolicy(Duration.ofMillis(20), 5);

  final Vertx vertx = Vertx.vertx();
  final SpritesStub stub;

  StubbedService() throws IOException {
    stub = new SpritesStub(TOKEN, 30_000);
  }

  SpritesSandbox sandbox(String node, String token, long memoryBytes, boolean network) {
    return new SpritesSandbox(
        vertx,
        new Settings.Runner("sprites", Duration.ofSeconds(10), memoryBytes, network),
        new Settings.Sprites(stub.url(), new Secret(token)),
        ProxySettings.NONE,
        node,
        RETRIES);
  }

  /** A sandbox that has asked the service. */
  SpritesSandbox sandbox(String node) {
    return await(sandbox(node, TOKEN, 300L << 20, false).start());
  }

  SpritesClient client() {
    return new SpritesClient(
        new SpritesHttp(vertx, stub.url(), new Secret(TOKEN), ProxySettings.NONE, RETRIES));
  }

  ExecConnector connector() {
    return new ExecConnector(vertx, stub.url(), new Secret(TOKEN), ProxySettings.NONE, RETRIES);
  }

  @Override
  public void close() throws IOException {
    await(vertx.close());
    stub.close();
  }
}
