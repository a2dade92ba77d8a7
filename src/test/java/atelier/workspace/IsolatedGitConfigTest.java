package atelier.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JGit asks its configuration for. */
final class IsolatedGitConfigTest {
  @TempDir
  private Path folder;

  /** It would write and read a file in the folder for three seconds. */
  @Test
  void jgitDoesNotMeasureTheDisk() throws Exception {
    IsolatedGitConfig.install();

    FS.FileStoreAttributes attributes = FS.FileStoreAttributes.get(folder);
    CountDownLatch poolIsFree = new CountDownLatch(1);
    ForkJoinPool.commonPool().execute(poolIsFree::countDown);
    poolIsFree.await();

    assertThat(attributes.getFsTimestampResolution()).isEqualTo(Duration.ofSeconds(2));
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
