package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which user an ordinary user's jobs have outside of their namespaces, and what they can reach. */
final class SubordinateUserTest {
  private static final String GROUPS = "ada:300000:65536";
  private static final SubordinateUser ADA = new SubordinateUser(165_535, 365_535);

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
    "ada:100000:65536, 165535",
    "1000:100000:65536, 165535",
    "bob:100000:65536|ada:200000:2, 200001",
    "ada:100000:10|ada:500000:20|ada:700000:5, 500019",
    "ada:4294901759:65536, 4294967294"
  })
  void itIsTheLastOfTheLargestRange(String users, long expected) {
    assertThat(SubordinateUser.of(lines(users), GROUPS, "ada", 1000))
        .contains(new SubordinateUser(expected, 365_535));
  }

  @ParameterizedTest
  @CsvSource({
    "bob:100000:65536",
    "ada:100000",
    "ada:100000:65536:1",
    "ada:1000:1",
    "ada:900:101",
    "ada:0:65536",
    "ada:-5:65536",
    "ada:x:65536",
    "ada:4294901760:65536",
    "ada:99999999999999999999:2",
    "#ada:100000:65536"
  })
  void whatIsNoRangeOfTheUserGivesNone(String users) {
    assertThat(SubordinateUser.of(lines(users), GROUPS, "ada", 1000)).isEmpty();
    assertThat(SubordinateUser.of(GROUPS, lines(users), "ada", 1000)).isEmpty();
  }

  private static String lines(String text) {
    return text.replace('|', '\n') + "\n";
  }

  @Test
  void whatOthersCannotReachIsShownToThemElsewhere() throws Exception {
    Path secret = Files.createDirectory(folder.resolve("home"));
    Path file = Files.writeString(secret.resolve("file"), "x");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
    String missing = secret.resolve("missing").toString();
    SubordinateMounts mounts = new SubordinateMounts(Optional.of(ADA));

    List<String> words = mounts.reachable(
        "--ro-bind",
        "/usr",
        "/usr",
        "--ro-bind",
        secret.toString(),
        "/a",
        "--ro-bind-try",
        file.toString(),
        "/b",
        "--ro-bind-try",
        missing,
        "/c",
        "--setenv",
        "X",
        "/usr");

    assertThat(words).contains("/usr", "/a", "/b", missing, "/c").doesNotContain(file.toString());
    Path shownFolder = Path.of(words.get(4));
    Path shownFile = Path.of(words.get(7));
    assertThat(shownFolder).isEmptyDirectory();
    assertThat(shownFile).isEmptyFile();
    assertThat(mounts.launcherWords())
        .containsExactly(
            "--subordinate",
            "165535",
            "365535",
            "--show",
            secret.toString(),
            shownFolder.toString(),
            "--show",
            file.toString(),
            shownFile.toString());
    assertThat(new SubordinateMounts(Optional.empty()).reachable(words)).isEqualTo(words);
    assertThat(new SubordinateMounts(Optional.empty()).launcherWords()).isEmpty();
  }

  @Test
  void theFilesOfAJobAreReadableInAFolderThatIsClosed() throws Exception {
    Path runs = folder.resolve("runs");
    try (JobFolder job = JobFolder.create(Optional.of(runs), Map.of("a/b.txt", "x"))) {
      assertThat(permissions(job.path().getParent())).isEqualTo("rwx------");
      assertThat(permissions(job.path())).isEqualTo("rwxr-xr-x");
      assertThat(permissions(job.path().resolve("a"))).isEqualTo("rwxr-xr-x");
      assertThat(permissions(job.path().resolve("a/b.txt"))).isEqualTo("rw-r--r--");
    }
    try (var left = Files.list(runs)) {
      assertThat(left).isEmpty();
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Runs where the tests have an ordinary user with a range and newuidmap(1) is installed. */
  @Test
  void aJobIsAnotherUserOutside() throws Exception {
    Optional<SubordinateUser> user = SubordinateUser.ofThisProcess();
    assumeTrue(user.isPresent(), SubordinateUser.description());
    Attack attack = Attack.sandbox();
    var seen = new java.util.concurrent.CopyOnWriteArraySet<String>();
    Thread watch = new Thread(() -> {
      while (!Thread.interrupted()) {
        ProcessHandle.current().descendants().forEach(one -> seen.addAll(identity(one.pid())));
      }
    });
    watch.start();
    JobResult result;
    try {
      result = attack.python("time.sleep(1)\nprint(os.getgroups(), os.getuid())");
    } finally {
      watch.interrupt();
      watch.join();
    }

    assertThat(result.output()).as(result.toString()).isEqualTo("[] 1000\n");
    String id = "\t" + user.get().user();
    assertThat(seen).contains("Uid:" + id.repeat(4) + " NSpid of a namespace");
    assertThat(seen)
        .doesNotContain("Uid:" + ("\t" + HostSystem.uid()).repeat(4) + " NSpid of a namespace");
  }

  /** The user of a process, and whether it is in a process namespace below this one. */
  private static List<String> identity(long pid) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
      boolean inside = lines.stream()
          .anyMatch(line -> line.startsWith("NSpid:") && line.split("\t", -1).length > 2);
      return lines.stream()
          .filter(line -> inside && line.startsWith("Uid:"))
          .map(line -> line + " NSpid of a namespace")
          .toList();
    } catch (java.io.IOException ended) {
      return List.of();
    }
  }
}
