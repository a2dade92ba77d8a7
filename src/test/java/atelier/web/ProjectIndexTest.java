package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of all projects. */
final class ProjectIndexTest {
  @Test
  void aNewIdDiffersFromAllExistingIds(@TempDir Path folder) {
    try (WebHarness harness = new WebHarness(folder)) {
      ProjectIndex projectIndex = new ProjectIndex(harness.journal, harness.studio);
      projectIndex.apply(EventCodec.seal(
          "tea-shop-0000",
          1,
          Instant.EPOCH,
          "n",
          "user",
          new Event.FeatureRequested("tea shop", false),
          Entry.GENESIS));
      AtomicInteger drawn = new AtomicInteger();
      RandomGenerator unlucky = () -> drawn.getAndIncrement() < 4 ? 0 : 2L << 32;

      assertThat(projectIndex.freshId("tea shop", unlucky)).isEqualTo("tea-shop-1111");
    }
  }
}
