package atelier.sandbox.sprites;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.rig.sprites.StubFaults.ExecFault;
import atelier.sandbox.OutputCapture;
import atelier.sandbox.sprites.ExecSession.Keepalive;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

  @Test
  void losesAConnectionWithoutASignOfLife() {
    service.stub.faults.failRuns(ExecFault.MUTE);
    await(client.ensure("mute"));
    await(client.write("mute", "/workspace/run.sh", Buffer.buffer("sleep 60"), "0700"));

    assertThatThrownBy(() -> await(connector.run(
            "mute",
            "/workspace/run.sh",
            socket -> new ExecSession(
                    service.vertx,
                    socket,
                    new OutputCapture(),
                    new Keepalive(Duration.ofMillis(50), Duration.ofMillis(300)))
                .follow(Duration.ofSeconds(20)))))
        .hasMessageContaining("no sign of life")
        .isInstanceOfSatisfying(
            SpritesFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.LOST));
    await(client.delete("mute"));
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
