package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the sandbox is tested where it does not work. */
final class SandboxFactoryTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger selfTests = new AtomicInteger();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** A sandbox whose jobs fail to start; its self-test is a job. */
  private Bubblewrap failing(Settings.Runner settings) {
    return new Bubblewrap(vertx, settings, 1, Optional.empty(), () -> {
      selfTests.incrementAndGet();
      throw new IllegalStateException("no namespaces here");
    });
  }

  @ParameterizedTest
  @CsvSource({"auto, no namespaces here", "bubblewrap, no namespaces here", "off, turned off"})
  void testsOnceWhatDoesNotWorkForProgramsAndCompilers(String kind, String reason) {
    Settings.Runner settings = new Settings.Runner(kind, Duration.ofSeconds(10), 300L << 20, false);

    Sandbox programs =
        await(SandboxFactory.create(vertx, settings, Optional.empty(), () -> failing(settings)));
    Sandbox compilers = await(SandboxFactory.forCompilers(
        vertx, settings, Optional.empty(), programs, () -> failing(settings)));

    assertThat(selfTests).hasValue(1);
    assertThat(programs.unavailableReason()).contains(reason);
    assertThat(compilers.unavailableReason()).contains("no namespaces here");
    assertThat(compilers.level().name()).isNotEqualTo("full");
  }
}
