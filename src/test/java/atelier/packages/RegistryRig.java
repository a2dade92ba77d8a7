package atelier.packages;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import atelier.packages.InstallResult.Installed;
import atelier.packages.egress.TestRegistries;
import atelier.rig.registry.Hashes;
import atelier.rig.registry.RegistryHome;
import atelier.rig.registry.RegistryServer;
import atelier.rig.registry.TestAuthority;
import atelier.sandbox.BuildFolder;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxFactory;
import atelier.sandbox.Sandboxes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node with the real sandbox whose user has a company's registry, which is on loopback. */
final class RegistryRig implements AutoCloseable {
  private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(60);
  private static final long INSTALL_LIMIT_SECONDS = 180;

  final Vertx vertx = Vertx.vertx();
  final TestAuthority authority;
  final RegistryServer server;
  final RegistryHome home;
  final Path cache;
  final Sandboxes sandboxes;
  private Map<String, String> before = Map.of();

  RegistryRig() throws Exception {
    // The user of jobs can reach the system's temporary folder, and not that of other tests.
    cache = Files.createTempDirectory("atelier-registries-");
    authority = new TestAuthority(Files.createDirectory(cache.resolve("authority")));
    server = new RegistryServer(authority);
    home = new RegistryHome(cache.resolve("home"));
    // Without a cache for programs, since Go's standard library takes minutes to compile.
    Settings.Runner settings = new Settings.Runner("bubblewrap", PROGRAM_LIMIT, 512L << 20, false);
    sandboxes = await(SandboxFactory.create(vertx, settings)
        .compose(programs -> Sandboxes.of(vertx, settings, Optional.of(cache), programs)));
  }

  /** Skips a test where there is no sandbox, or none of these programs in it. */
  void needs(String... programs) {
    String reason = sandboxes.forInstalls().unavailableReason();
    assumeTrue(reason.isEmpty(), reason);
    List<String> tools = await(sandboxes.forInstalls().tools()).stream()
        .map(tool -> tool.split(" ", 2)[0])
        .toList();
    for (String program : programs) {
      assumeTrue(tools.contains(program), program + " is not installed");
    }
  }

  /** Forgets what the registry was asked, and remembers what is outside of the layers. */
  void begin() throws IOException {
    Files.writeString(cache.resolve("canary"), "sings");
    server.forget();
    before = outside();
  }

  /** Asserts that no file outside of the layers has changed, and that no install left anything. */
  void nothingOutsideHasChanged() throws IOException {
    assertThat(outside()).isEqualTo(before);
    Path packages = cache.resolve("packages");
    if (Files.exists(packages)) {
      try (Stream<Path> left = Files.list(packages)) {
        assertThat(left.filter(path -> path.getFileName().toString().startsWith("building-")))
            .isEmpty();
      }
    }
  }

  private Map<String, String> outside() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(cache)) {
      for (Path path :
          paths.filter(each -> !each.startsWith(cache.resolve("packages"))).toList()) {
        // The user's own npm and go, which are asked for their registries, keep records.
        String name = cache.relativize(path).toString();
        if (Files.isRegularFile(path) && !isRecord(name)) {
          files.put(name, Hashes.sha256(Files.readAllBytes(path)));
        }
      }
    }
    return files;
  }

  private static boolean isRecord(String name) {
    return name.startsWith("home/.npm/") || name.startsWith("home/.config/go/telemetry/");
  }

  /** The folder of a layer. */
  Path layer(Installed installed) {
    return BuildFolder.filesOf(cache.resolve("packages/layers").resolve(installed.layer()));
  }

  PackageInstaller installer() {
    return new PackageInstaller(
        vertx,
        settings(),
        TestRegistries.access(vertx),
        TestRegistries.of(vertx, home.environment()),
        sandboxes.forInstalls(),
        cache.resolve("packages"));
  }

  static Settings.Packages settings() {
    return new Settings.Packages("on", List.of(), Duration.ofDays(7), "auto", 4L << 30, "offline");
  }

  static PackageRequest request(Map<String, String> files) {
    List<PackageRequest> requests = PackageRequests.of(files, Recipes.ALL);
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  /** Installs what files ask for. */
  InstallResult install(Map<String, String> files) {
    return soon(installer().install(request(files)));
  }

  /** Installs what files ask for, and returns them with those that became files of the project. */
  Map<String, String> installed(Map<String, String> files) {
    InstallResult result = install(files);
    assertThat(result).as(result.toString()).isInstanceOf(Installed.class);
    Map<String, String> all = new HashMap<>(files);
    all.putAll(((Installed) result).files());
    return all;
  }

  /** Runs a script in a project, offline, with the packages that its lock file names. */
  JobResult check(Map<String, String> files, String script) {
    Sandbox programs = installer().around(sandboxes.forPrograms());
    return soon(programs.run(new Job(List.of("sh", "-ec", script), files, PROGRAM_LIMIT)));
  }

  static <T> T soon(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(INSTALL_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    await(vertx.close());
    BuildFolder.delete(cache);
  }
}
