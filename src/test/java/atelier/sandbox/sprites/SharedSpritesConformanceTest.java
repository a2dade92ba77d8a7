package atelier.sandbox.sprites;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Sprites that allow no namespaces do what every sandbox does. */
final class SharedSpritesConformanceTest extends SandboxConformance {
  private static StubbedService service;
  private static SpritesSandbox sandbox;

  @BeforeAll
  static void start() throws IOException {
    service = new StubbedService();
    service.stub.faults.forbidNamespaces();
    sandbox =
        await(service.sandbox("node", StubbedService.TOKEN, MEMORY_BYTES, false).start());
  }

  @AfterEach
  void leavesNoFolderOfAJob() throws IOException {
    for (String sprite : service.stub.sprites()) {
      Path jobs = service.stub.root(sprite).resolve("workspace/jobs");
      try (Stream<Path> left = Files.exists(jobs) ? Files.list(jobs) : Stream.empty()) {
        assertThat(left).isEmpty();
      }
    }
  }

  @AfterAll
  static void close() throws IOException {
    await(sandbox.close());
    assertThat(service.stub.sprites()).isEmpty();
    service.close();
  }

  @Override
  protected Sandbox sandbox() {
    return sandbox.forProject("p");
  }
}
