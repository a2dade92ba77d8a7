package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import atelier.sandbox.JobResult.End;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What jobs can do with the folders of the host that they are shown. */
final class JobMountsTest {
  private static Vertx vertx;
  private static Path cache;
  private static Sandboxes sandboxes;

  /** A folder that nobody else can enter, with a comma, which overlays give a meaning. */
  private Path parent;

  private Path layer;

  @BeforeAll
  static void choose() throws IOException {
    vertx = Vertx.vertx();
    // Of the system's temporary folder, which the user of jobs can reach.
    cache = Files.createTempDirectory("atelier-mounts,");
    sandboxes = await(Sandboxes.open(
        vertx,
        new Settings.Runner("bubblewrap", Duration.ofSeconds(20), 300L << 20, false),
        Optional.of(cache)));
    String reason = sandboxes.forPrograms().unavailableReason();
    assumeTrue(reason.isEmpty(), reason);
  }

  @AfterAll
  static void close() {
    JobFolder.delete(cache);
    await(vertx.close());
  }

  @BeforeEach
  void create() throws IOException {
    parent = Files.createDirectory(cache.resolve("packages"));
    if (HostSystem.isRoot() && !HostSystem.mayMount()) {
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
    }
    layer = Files.createDirectories(parent.resolve("layer"));
    Files.writeString(layer.resolve("old"), "old\n");
    Files.createDirectories(layer.resolve("folder/.cache"));
    Files.writeString(layer.resolve("folder/inner"), "inner\n");
    Files.createDirectories(layer.resolve("bin"));
    Path tool = Files.writeString(layer.resolve("bin/hello"), "#!/bin/sh\necho hello $NAME\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (HostSystem.isRoot()) {
      try (var paths = Files.walk(layer)) {
        for (Path path : paths.toList()) {
          Files.setAttribute(path, "unix:uid", HostSystem.SANDBOX_UID);
          Files.setAttribute(path, "unix:gid", HostSystem.SANDBOX_UID);
        }
      }
    }
  }

  @AfterEach
  void delete() {
    JobFolder.delete(parent);
  }

  private Job job(String target, Access access, String script) {
    return new Job(List.of("sh", "-c", script), Map.of(), Duration.ofSeconds(20))
        .withMounts(new JobMounts(List.of(new Mount(layer, target, access)), List.of(), Map.of()));
  }

  private static JobResult run(Job job) {
    return await(sandboxes.forPrograms().run(job));
  }

  private List<String> files() throws IOException {
    try (var paths = Files.walk(layer)) {
      return paths.map(path -> layer.relativize(path).toString()).sorted().toList();
    }
  }

  @Test
  void aJobReadsWhatItMayOnlyRead() throws IOException {
    List<String> before = files();

    JobResult result = run(job(
        "/layers/npm-0123",
        Access.READ_ONLY,
        "cd /layers/npm-0123; cat old; echo new > old; rm -r folder; touch x; chmod 777 .; ls"));

    assertThat(result.output()).contains("old\n", "Read-only file system").doesNotContain("x\n");
    assertThat(Files.readString(layer.resolve("old"))).isEqualTo("old\n");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aJobWritesIntoTheFolderOfTheHost() throws IOException {
    JobResult result = run(
        job("/layers/npm-0123", Access.WRITABLE, "cd /layers/npm-0123; echo new > old; touch x"));

    assertThat(result.succeeded()).as(result.toString()).isTrue();
    assertThat(Files.readString(layer.resolve("old"))).isEqualTo("new\n");
    assertThat(layer.resolve("x")).exists();
  }

  @Test
  void whatAJobWritesIntoAnOverlayEndsWithIt() throws IOException {
    List<String> before = files();
    String script = "cd app/node_modules && cat old folder/inner && echo new > old && cat old"
        + " && touch folder/x && rm -r folder && mkdir folder && ls -A folder && touch y"
        + " && mv bin binaries && mkdir .vite && ls -A . && cat ../main.js";
    Job job = new Job(
            List.of("sh", "-c", script), Map.of("app/main.js", "main\n"), Duration.ofSeconds(20))
        .withMounts(new JobMounts(
            List.of(new Mount(layer, "/work/app/node_modules", Access.OVERLAY)),
            List.of(),
            Map.of()));

    for (int i = 0; i < 2; i++) {
      JobResult result = run(job);

      assertThat(result.output())
          .as(result.toString())
          .isEqualTo("old\ninner\nnew\n.vite\nbinaries\nfolder\nold\ny\nmain\n");
    }
    assertThat(files()).isEqualTo(before);
    assertThat(Files.readString(layer.resolve("old"))).isEqualTo("old\n");
  }

  @Test
  void filesOfAProjectWithinAMountAreCopiedIntoTheOverlayAlone() throws IOException {
    for (Access access : List.of(Access.OVERLAY, Access.READ_ONLY)) {
      Job job = new Job(
              List.of("sh", "-c", "cat lib/old lib/deep/file 2>&1; ls lib/folder"),
              Map.of("lib/old", "project\n", "lib/deep/file", "file\n", "a", ""),
              Duration.ofSeconds(20))
          .withMounts(
              new JobMounts(List.of(new Mount(layer, "/work/lib", access)), List.of(), Map.of()));

      assertThat(run(job).output())
          .isEqualTo(
              access == Access.OVERLAY
                  ? "project\nfile\ninner\n"
                  : "old\ncat: lib/deep/file: No such file or directory\ninner\n");
      assertThat(Files.readString(layer.resolve("old"))).isEqualTo("old\n");
    }
  }

  @Test
  void anOverlayIsLimitedInBytesAndFiles() {
    JobResult large = await(sandboxes
        .forInstalls()
        .run(job(
            "/layers/o",
            Access.OVERLAY,
            "cd /layers/o; dd if=/dev/zero of=big bs=1M count=400 status=none 2>&1;"
                + " wc -c < big")));
    JobResult many = run(job(
        "/layers/o",
        Access.OVERLAY,
        "cd /layers/o; python3 -c 'import os\nfor i in range(200000): os.mknod(str(i))'"));

    assertThat(large.output()).contains("No space left on device");
    assertThat(Long.parseLong(large.output().lines().reduce("", (first, last) -> last)))
        .isBetween(200L << 20, 256L << 20);
    assertThat(many.succeeded()).as(many.toString()).isFalse();
  }

  @Test
  void writesToAnOverlayCountAsMemory() {
    JobResult result = run(job(
        "/layers/o",
        Access.OVERLAY,
        "cd /layers/o; for i in 1 2 3; do dd if=/dev/zero of=$i bs=1M count=60 status=none; done;"
            + " dd if=/dev/zero of=/tmp/x bs=1M count=60 status=none;"
            + " dd if=/dev/zero of=/tmp/y bs=1M count=60 status=none;"
            + " dd if=/dev/zero of=/tmp/z bs=1M count=60 status=none; sleep 9"));

    assertThat(result.end()).as(result.toString()).isEqualTo(End.OUT_OF_MEMORY);
  }

  @Test
  void toolsAndVariablesOfAMountAreFoundAndThoseOfTheJobWin() {
    JobMounts mounts = new JobMounts(
        List.of(new Mount(layer, "/layers/pip-1", Access.READ_ONLY)),
        List.of("/layers/pip-1/bin"),
        Map.of("NAME", "mount", "OTHER", "other"));
    Job job = new Job(
        List.of("sh", "-c", "hello; echo $OTHER; command -v env"),
        Map.of(),
        Map.of("NAME", "job"),
        TimeLimit.ofWall(Duration.ofSeconds(20)));

    assertThat(run(job.withMounts(mounts)).output()).isEqualTo("hello job\nother\n/usr/bin/env\n");
  }

  @Test
  void aJobDoesNotSeeWhereTheFoldersAre() {
    JobResult result = run(job(
        "/layers/o",
        Access.OVERLAY,
        "ls -A " + cache + " " + MountPlan.MEASURED + "; touch " + MountPlan.MEASURED + "/x;"
            + " grep -c overlay /proc/mounts; mount -o remount,rw /usr 2>&1; id -u"));

    assertThat(result.output())
        .contains("No such file or directory", "Read-only file system", "\n1000\n");
  }

  @Test
  void aFolderOnDiskIsLimited() {
    JobResult many = await(sandboxes
        .forInstalls()
        .run(job(
            "/layers/w",
            Access.WRITABLE,
            "cd /layers/w; python3 -c 'import os\nfor i in range(60001): os.mknod(str(i))'; "
                + "sleep 10")));
    JobResult large = await(sandboxes
        .forInstalls()
        .run(job(
            "/layers/w",
            Access.WRITABLE,
            "cd /layers/w; rm -f [0-9]*; for i in 1 2 3 4; do truncate -s 500M f$i; done")));

    assertThat(many.end()).isEqualTo(End.TOO_MANY_FILES);
    assertThat(many.limit().orElseThrow().describe())
        .isEqualTo("stopped after 60001 files and folders (limit 60000)");
    assertThat(large.limit().orElseThrow().describe())
        .matches("stopped after \\S+ MiB of disk \\(limit 1536 MiB\\)");
  }

  @Test
  void installsHaveMoreRoom() {
    Job job = new Job(
        List.of(
            "sh",
            "-c",
            "dd if=/dev/zero of=/tmp/x bs=1M count=300 status=none; df -m /tmp|tail -1"),
        Map.of(),
        Duration.ofSeconds(20));

    JobResult result = await(sandboxes.forInstalls().run(job));

    assertThat(result.output()).as(result.toString()).contains(" 1024 ", " 300 ");
  }
}
