package atelier.packages;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.InstalledPackage;
import atelier.packages.LayerSpace.Free;
import atelier.packages.LayerSpace.Full;
import atelier.sandbox.BuildFolder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers are kept whole and shared; those in use stay, and others go when there are too many. */
final class LayerStoreTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String C = "c".repeat(64);
  private static final LayerRecord RECORD = new LayerRecord(
      2,
      0,
      List.of("registry.test"),
      List.of("flask"),
      List.of("a note"),
      List.of(new InstalledPackage("flask", "3.1.0", "BSD-3-Clause", 12, true)),
      Map.of("package-lock.json", "{}\n"));

  @TempDir
  private Path folder;

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  private LayerStore store(long maxBytes) {
    return new LayerStore(VERTX, folder.resolve("packages"), maxBytes);
  }

  private static BuildFolder start(LayerStore store) {
    return ((Free<BuildFolder>) await(store.start(1))).value();
  }

  private static Layer build(LayerStore store, String key, int bytes) throws IOException {
    BuildFolder built = start(store);
    Files.write(built.files().resolve("file"), new byte[bytes]);
    return ((Free<Layer>) await(store.keep(built, key, RECORD))).value();
  }

  private static boolean has(LayerStore store, String key) {
    Optional<Layer> layer = await(store.find(key));
    layer.ifPresent(Layer::close);
    return layer.isPresent();
  }

  private void usedAt(String key, long ms) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve("packages/layers/" + key + "/layer.json"), FileTime.fromMillis(ms));
  }

  private List<String> names(String path) throws IOException {
    try (Stream<Path> paths = Files.list(folder.resolve(path))) {
      return paths.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void keepsWhatWasBuiltAndFindsItAgain() throws IOException {
    LayerStore store = store(1 << 20);
    assertThat(has(store, A)).isFalse();

    try (Layer layer = build(store, A, 10)) {
      assertThat(layer.key()).isEqualTo(A);
      assertThat(layer.content()).isEqualTo(RECORD.withBytes(10));
    }

    try (Layer found = await(store(1 << 20).find(A)).orElseThrow()) {
      assertThat(found.content()).isEqualTo(RECORD.withBytes(10));
      assertThat(found.files().resolve("file")).hasSize(10);
    }
  }

  @Test
  void aRequestWithoutALockHasTheLayerThatWasLatelyMadeForIt() throws IOException {
    LayerStore store = store(1 << 20);
    try (Layer layer = build(store, A, 10)) {
      await(store.choose(B, layer));
      await(store.choose(A, layer));
    }

    try (Layer found = await(store(1 << 20).find(B)).orElseThrow()) {
      assertThat(found.key()).isEqualTo(A);
    }
    assertThat(names("packages/chosen")).containsExactly(B);
    Files.setLastModifiedTime(
        folder.resolve("packages/chosen/" + B),
        FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    assertThat(has(store, B)).isFalse();

    try (Layer layer = await(store.find(A)).orElseThrow()) {
      await(store.choose(C, layer));
    }
    assertThat(names("packages/chosen")).containsExactly(C);
    Files.writeString(folder.resolve("packages/chosen/" + C), "../".repeat(22).substring(2));
    assertThat(has(store, C)).isFalse();
  }

  @Test
  void sealsWhatPackagesBrought() throws IOException {
    LayerStore store = store(1 << 20);
    BuildFolder built = start(store);
    Path program = Files.writeString(built.files().resolve("program"), "x");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
    new ProcessBuilder("chmod", "6777", program.toString()).start().onExit().join();
    Path closed = Files.createDirectory(built.files().resolve("closed"));
    Files.writeString(closed.resolve("inner"), "x");
    Files.setPosixFilePermissions(
        closed.resolve("inner"), PosixFilePermissions.fromString("r--------"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Files.createSymbolicLink(built.files().resolve("link"), Path.of("/etc/passwd"));
    Files.createLink(built.files().resolve("hard"), program);

    try (Layer layer = ((Free<Layer>) await(store.keep(built, A, RECORD))).value()) {
      assertThat(permissions(layer.files().resolve("program"))).isEqualTo("rwxr-xr-x");
      assertThat(
              (Integer) Files.getAttribute(layer.files().resolve("program"), "unix:mode") & 07000)
          .isZero();
      assertThat(permissions(layer.files().resolve("closed"))).isEqualTo("rwxr-xr-x");
      assertThat(permissions(layer.files().resolve("closed/inner"))).isEqualTo("rw-r--r--");
      assertThat(Files.readSymbolicLink(layer.files().resolve("link")))
          .isEqualTo(Path.of("/etc/passwd"));
      assertThat(permissions(folder.resolve("packages"))).startsWith("rwx--").endsWith("-");
    }
    assertThat(Files.getPosixFilePermissions(Path.of("/etc/passwd"))).isNotEmpty();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void refusesWhatIsNoFileAndDeletesIt() throws IOException {
    LayerStore store = store(1 << 20);
    BuildFolder built = start(store);
    new ProcessBuilder("mkfifo", built.files().resolve("pipe").toString())
        .start()
        .onExit()
        .join();

    LayerSpace<Layer> kept = await(store.keep(built, A, RECORD));

    assertThat(((Full<Layer>) kept).reason())
        .contains("pipe is neither a file nor a folder nor a symbolic link");
    assertThat(built.path()).doesNotExist();
    assertThat(has(store, A)).isFalse();
  }

  @Test
  void deletesFoldersOfAnyDepth() throws Exception {
    BuildFolder built = start(store(1 << 20));
    String deep = "import os\nfor i in range(3000):\n os.mkdir('d'*50); os.chdir('d'*50)\n";
    Process process = new ProcessBuilder("python3", "-c", deep)
        .directory(built.files().toFile())
        .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

    LayerSpace<Layer> kept = await(store(1 << 20).keep(built, A, RECORD));

    assertThat(kept).isInstanceOf(Full.class);
    assertThat(built.path()).doesNotExist();
  }

  @Test
  void theFirstOfTwoBuildersWins() throws IOException {
    LayerStore store = store(1 << 20);
    BuildFolder second = start(store);
    Files.write(second.files().resolve("second"), new byte[1]);

    try (Layer first = build(store, A, 10);
        Layer same = ((Free<Layer>) await(store.keep(second, A, RECORD))).value()) {
      assertThat(same.files()).isEqualTo(first.files());
      assertThat(same.files().resolve("second")).doesNotExist();
    }
    assertThat(second.path()).doesNotExist();
  }

  @Test
  void deletesTheLeastRecentlyUsedButNoneInUse() throws IOException {
    LayerStore store = store(250);
    build(store, A, 100).close();
    build(store, B, 100).close();
    usedAt(A, 2_000_000);
    usedAt(B, 1_000_000);

    build(store, C, 100).close();

    assertThat(names("packages/layers")).containsExactly(A, C);
    usedAt(A, 1_000_000);
    try (Layer used = await(store.find(A)).orElseThrow()) {
      usedAt(A, 1_000_000);
      build(store(250), B, 100).close();
      assertThat(names("packages/layers")).containsExactly(A, B);
      assertThat(used.files()).exists();
    }
    assertThat(names("packages")).containsExactly("in-use", "layers");
  }

  @Test
  void aLayerThatAnotherProcessUsesStays() throws Exception {
    LayerStore store = store(100);
    build(store, A, 100).close();
    long position = Long.parseUnsignedLong(A.substring(0, 15), 16);
    String script = """
        import fcntl, sys
        f = open(sys.argv[1], 'r+')
        fcntl.lockf(f, fcntl.LOCK_SH, 1, int(sys.argv[2]))
        print('locked', flush=True)
        sys.stdin.read()
        """;
    Process other = new ProcessBuilder(
            "python3",
            "-c",
            script,
            folder.resolve("packages/in-use").toString(),
            String.valueOf(position))
        .start();
    assertThat(other.inputReader().readLine()).isEqualTo("locked");

    build(store, B, 100).close();
    assertThat(names("packages/layers")).containsExactly(A, B);

    other.outputWriter().close();
    assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
    build(store, C, 100).close();
    assertThat(names("packages/layers")).containsExactly(C);
  }

  @Test
  void damagedLayersAreDeleted() throws IOException {
    LayerStore store = store(1 << 20);
    build(store, A, 10).close();
    build(store, B, 10).close();
    Path layers = folder.resolve("packages/layers");
    Files.writeString(layers.resolve(A + "/layer.json"), "{\"version\": 1");
    Files.delete(layers.resolve(B + "/layer.json"));
    Files.createDirectory(layers.resolve(C));

    assertThat(has(store, A)).isFalse();
    assertThat(layers.resolve(A)).doesNotExist();
    try (BuildFolder next = start(store)) {
      assertThat(next.files()).isEmptyDirectory();
      assertThat(names("packages/layers")).isEmpty();
    }
    build(store, B, 10).close();
    assertThat(has(store, B)).isTrue();
  }

  @Test
  void deletesWhatKilledProcessesWereBuilding() throws IOException {
    start(store(1 << 20)).close();
    Path stale = Files.createDirectories(folder.resolve("packages/building-99999999-x/files/deep"));

    start(store(1 << 20)).close();

    assertThat(stale.getParent().getParent()).doesNotExist();
  }

  @Test
  void saysThatTheDiskIsFullAndMakesRoomBefore() throws IOException {
    LayerStore store = store(1 << 20);
    build(store, A, 10).close();

    LayerSpace<BuildFolder> space = await(store.start(1L << 60));

    assertThat(((Full<BuildFolder>) space).reason())
        .matches("no space: 1099511627776 MiB needed, \\d+ MiB free in .*packages");
    assertThat(names("packages/layers")).isEmpty();
  }

  @Test
  void saysWhyAFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    LayerStore store = new LayerStore(VERTX, file.resolve("packages"), 1);

    assertThat(await(store.find(A))).isEmpty();
    assertThat(((Full<BuildFolder>) await(store.start(1))).reason())
        .startsWith("packages cannot be kept in ");
  }
}
