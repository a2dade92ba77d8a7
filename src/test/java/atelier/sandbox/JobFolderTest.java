package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the folders of jobs are, and what happens to those that are left behind. */
final class JobFolderTest {
  /** Larger than the largest number of a process on Linux. */
  private static final String ENDED = "99999999";

  @TempDir
  private Path parent;

  @Test
  void deletesWhatEndedProcessesOfThisUserLeft() throws Exception {
    Path stale = Files.createDirectories(parent.resolve("x-" + ENDED + "-1/deep/folder"));
    Path own =
        Files.createDirectory(parent.resolve("x-" + ProcessHandle.current().pid() + "-1"));
    Path other = Files.createDirectory(parent.resolve("y-" + ENDED + "-1"));

    StaleFolders.delete(parent, "x-");

    assertThat(stale.getParent().getParent()).doesNotExist();
    assertThat(own).exists();
    assertThat(other).exists();
  }

  @Test
  void namesThatSomebodyPlantedAreLeftAlone() throws Exception {
    Path huge = Files.createDirectory(parent.resolve("x-99999999999999999999-x"));
    Path unreadable = Files.createDirectory(parent.resolve("x-" + ENDED + "-\n"));
    Path link = Files.createSymbolicLink(parent.resolve("x-" + ENDED + "-link"), huge);
    Path foreign = Files.createDirectory(parent.resolve("x-" + ENDED + "-foreign"));
    if (HostSystem.isRoot()) {
      Files.setAttribute(foreign, "unix:uid", 12_345);
    }

    StaleFolders.delete(parent, "x-");
    StaleFolders.delete(parent.resolve("missing"), "x-");

    assertThat(huge).exists();
    assertThat(unreadable).exists();
    assertThat(Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(Files.exists(foreign)).isEqualTo(HostSystem.isRoot());
  }

  @Test
  void aJobRunsInTheFolderOfTheNode() {
    Vertx vertx = Vertx.vertx();
    try {
      Settings.Runner settings =
          new Settings.Runner("auto", Duration.ofSeconds(10), 300L << 20, false);
      Path cache = SandboxFactory.cacheFolder(parent);
      Sandbox sandbox = await(SandboxFactory.create(vertx, settings, Optional.of(cache)));
      assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());

      JobResult result = await(sandbox.run(
          new Job(List.of("cat", "a.txt"), Map.of("a.txt", "content"), Duration.ofSeconds(10))));

      assertThat(result.output()).isEqualTo("content");
      Path runs = cache.resolve("runs");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runs)))
          .isEqualTo(HostSystem.isRoot() ? "rwx--x--x" : "rwx------");
      try (Stream<Path> left = Files.list(runs)) {
        String own = "atelier-run-" + ProcessHandle.current().pid() + "-";
        assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith(own));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsReplacedByTheTemporaryOne() throws Exception {
    Path file = Files.writeString(parent.resolve("file"), "x");

    try (JobFolder folder = JobFolder.create(Optional.of(file.resolve("runs")), Map.of())) {
      assertThat(folder.path()).isDirectory();
    }
  }
}
