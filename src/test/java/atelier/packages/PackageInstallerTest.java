package atelier.packages;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.ProxySettings;
import atelier.config.Settings;
import atelier.packages.InstallResult.Refused;
import atelier.packages.InstallResult.Skipped;
import atelier.packages.egress.Registry;
import atelier.packages.egress.Traffic;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not installed, and what is read of what was. */
final class PackageInstallerTest {
  private static final PackageRequest REQUEST = new PackageRequest(
      "npm", "", "package.json", Map.of("package.json", "{\"dependencies\":{\"a\":\"1\"}}"), "k");

  private final Vertx vertx = Vertx.vertx();
  private final List<Job> jobs = new ArrayList<>();

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private PackageInstaller installer(String mode, String unavailableReason) {
    Settings.Packages settings =
        new Settings.Packages(mode, List.of(), Duration.ofDays(7), "auto", 1 << 30, "offline");
    return new PackageInstaller(
        vertx,
        settings,
        ProxySettings.NONE,
        sandbox(unavailableReason),
        folder.resolve("packages"));
  }

  private Sandbox sandbox(String unavailable) {
    return new Sandbox() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public String unavailableReason() {
        return unavailable;
      }

      @Override
      public boolean hasLoopback() {
        return false;
      }

      @Override
      public Future<List<String>> missingVersions(Map<String, String> files) {
        return Future.succeededFuture(List.of("node 99"));
      }

      @Override
      public Future<JobResult> run(Job job) {
        jobs.add(job);
        return Future.succeededFuture(new JobResult(JobResult.End.EXITED, 0, 1, "", "", ""));
      }
    };
  }

  @Test
  void theSandboxWithPackagesIsOtherwiseTheSame() {
    Sandbox around = installer("on", "").around(sandbox(""));

    assertThat(around.hasLoopback()).isFalse();
    assertThat(await(around.missingVersions(Map.of()))).containsExactly("node 99");
  }

  @Test
  void installsNothingWhereTheSettingsOrTheSandboxForbidIt() {
    assertThat(await(installer("off", "").install(REQUEST)))
        .isEqualTo(new Skipped(
            "packages are off: --set packages.mode=on installs those of" + " package.json"));
    assertThat(await(installer("on", "no sandbox here").install(REQUEST)))
        .isEqualTo(new Skipped("no sandbox here"));
    assertThat(jobs).isEmpty();
  }

  @Test
  void namesTheHostsWhereAPersonIsToBeAsked() {
    Registry registry =
        new Registry(Set.of("b.example.org"), Set.of("a.example.org"), Map.of(), Map.of(), "");

    assertThat(InstallFailure.question(REQUEST, registry))
        .isEqualTo("packages.mode is ask: the packages of package.json would come from"
            + " a.example.org, b.example.org; --set packages.mode=on installs them");
  }

  @Test
  void aProgramWithoutALayerRunsAsItIs() {
    Sandbox programs = installer("off", "").around(sandbox(""));
    Job job = new Job(
        List.of("npm", "test"),
        Map.of("package.json", "{\"dependencies\":{\"a\":\"1\"}}", "package-lock.json", "{}"),
        Duration.ofSeconds(1));

    await(programs.run(job));

    assertThat(jobs).singleElement().isEqualTo(job);
  }

  private static InstallResult failure(String output, String... refused) {
    PackageRequest request = new PackageRequest(
        "pip", "", "requirements.txt", Map.of("requirements.txt", "flsk\n"), "k");
    JobResult ended = new JobResult(JobResult.End.EXITED, 1, 1, output, "", "");
    return InstallFailure.of(
        request, ended, new Traffic(List.of("index.test"), List.of(refused), 1, 1));
  }

  @Test
  void aRegistryThatIsNotReachedIsNoFaultOfTheManifest() {
    String unknown = "ERROR: Could not find a version that satisfies the requirement flsk"
        + " (from versions: none)\nERROR: No matching distribution found for flsk\n";

    assertThat(failure(unknown)).isInstanceOf(Refused.class);
    assertThat(failure(unknown, "?: no request")).isInstanceOf(Refused.class);
    assertThat(failure(unknown, "files.test: it did not answer"))
        .isEqualTo(new Skipped("files.test: it did not answer"));
    assertThat(failure("killed", "evil.test: not a registry"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.diagnostics())
                .singleElement()
                .satisfies(one -> assertThat(one.message()).contains("evil.test")));
    assertThat(failure("start\n\u001b[31m[ERROR] no space left\u001b[0m\nsee the log\n\u001b[0m\n"))
        .isEqualTo(new Skipped("[ERROR] no space left"));
  }

  @Test
  void findingsFollowNoLinks() throws Exception {
    Path outside = Files.writeString(folder.resolve("outside"), "secret\n");
    Path layer = Files.createDirectories(folder.resolve("layer/.atelier")).getParent();
    Files.createSymbolicLink(layer.resolve(".atelier/provides"), outside);
    Files.writeString(layer.resolve(".atelier/packages"), " a@1 \n\nb@2\na@1\n");

    assertThat(Findings.in(layer).lines("provides")).isEmpty();
    assertThat(Findings.in(layer).lines("packages")).containsExactly("a@1", "b@2");

    Path linked = Files.createDirectory(folder.resolve("linked"));
    Files.createSymbolicLink(linked.resolve(".atelier"), layer.resolve(".atelier"));
    assertThat(Findings.in(linked).lines("packages")).isEmpty();
  }
}
