package atelier.sandbox.sprites;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxConformance;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Sprites do what every sandbox does. */
final class SpritesConformanceTest extends SandboxConformance {
  private static StubbedService service;
  private static SpritesSandbox sandbox;

  @BeforeAll
  static void start() throws IOException {
    service = new StubbedService();
    sandbox =
        await(service.sandbox("node", StubbedService.TOKEN, MEMORY_BYTES, false).start());
  }

  @AfterAll
  static void close() throws IOException {
    await(sandbox.close());
    assertThat(service.stub.sprites()).isEmpty();
    service.close();
  }

  @Override
  protected Sandbox sandbox() {
    return sandbox.forProject("Hällo, World");
  }
}
