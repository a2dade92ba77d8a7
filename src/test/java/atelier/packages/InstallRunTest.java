package atelier.packages;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.cancel.Cancellation;
import atelier.config.ProxySettings;
import atelier.config.Settings;
import atelier.packages.InstallResult.Installed;
import atelier.packages.egress.Registry;
import atelier.packages.egress.RegistryAccess;
import atelier.sandbox.Job;
import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of an install, whose scripts are played here. */
final class InstallRunTest {
  private static final Recipe RECIPE = Recipes.of("npm").orElseThrow();
  private static final PackageRequest REQUEST = new PackageRequest(
      "npm", "", "package.json", Map.of("package.json", "{\"dependencies\":{\"a\":\"1\"}}"), "k");

  private final Vertx vertx = Vertx.vertx();

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** A sandbox whose jobs leave these findings. */
  private static Sandbox leaving(Map<String, String> findings) {
    return new Sandbox() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public Future<JobResult> run(Job job) {
        try {
          for (Mount mount : job.mounts().mounts()) {
            if (mount.access() == Access.WRITABLE) {
              Path found = Files.createDirectories(mount.source().resolve(".atelier"));
              for (Map.Entry<String, String> file : findings.entrySet()) {
                Files.writeString(found.resolve(file.getKey()), file.getValue());
              }
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return Future.succeededFuture(new JobResult(JobResult.End.EXITED, 0, 1, "", "", ""));
      }
    };
  }

  private InstallResult install(LayerStore store, Map<String, String> findings) {
    Settings.Packages settings =
        new Settings.Packages("on", List.of(), Duration.ofDays(7), "auto", 1 << 30, "offline");
    InstallRun.Means means = new InstallRun.Means(
        vertx, settings, RegistryAccess.by(vertx, ProxySettings.NONE), leaving(findings), store);
    Registry registry = new Registry(Set.of(), Set.of(), Map.of(), Map.of(), "");
    return await(new InstallRun(
            means,
            RECIPE,
            REQUEST,
            registry,
            files -> Future.succeededFuture(key(files)),
            Cancellation.NONE)
        .perform());
  }

  private static String key(PackageRequest request) {
    return LayerKey.of(RECIPE, request, "1", "amd64");
  }

  @Test
  void aSecondProjectWithTheSameManifestFindsTheLayerWithoutALock() {
    LayerStore store = new LayerStore(vertx, folder.resolve("packages"), 1 << 20);

    Installed installed = (Installed)
        install(store, Map.of("packages", "a@1.0.0\n", "package-lock.json", "{\"a\":1}\n"));

    assertThat(installed.layer()).isNotEqualTo(key(REQUEST));
    try (Layer found = await(store.find(key(REQUEST))).orElseThrow()) {
      assertThat(found.key()).isEqualTo(installed.layer());
      assertThat(found.content().files()).containsEntry("package-lock.json", "{\"a\":1}\n");
    }
  }

  @Test
  void youngAndUnknownPackagesAreNoted() {
    LayerStore store = new LayerStore(vertx, folder.resolve("packages"), 1 << 20);

    Installed installed = (Installed) install(
        store,
        Map.of(
            "packages",
            "expres-todo@1.0.0\n",
            "published",
            "expres-todo@1.0.0 " + Instant.now().minus(Duration.ofHours(50)) + "\n"));

    assertThat(installed.notes())
        .containsExactly(
            "expres-todo 1.0.0 was published 2 days ago",
            "expres-todo is not a well-known package: look at where it comes from");
  }
}
