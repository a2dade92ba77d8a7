package atelier.sandbox.sprites;

import io.vertx.core.Vertx;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The stub does what Atelier expects of the service. */
final class StubContractTest extends SpritesContract {
  private static StubbedService service;
  private static SpritesClient client;
  private static ExecConnector connector;

  @BeforeAll
  static void start() throws IOException {
    service = new StubbedService();
    client = service.client();
    connector = service.connector();
  }

  @AfterAll
  static void close() throws IOException {
    service.close();
  }

  @Override
  Vertx vertx() {
    return service.vertx;
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
