package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.cancel.Cancellation;
import atelier.packages.InstallResult.Installed;
import atelier.packages.InstallResult.Skipped;
import atelier.packages.egress.TestRegistries;
import atelier.pattern.Pattern;
import atelier.rig.registry.PythonFiles;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A plugin that runs while packages are resolved sends data to the registry. */
final class RegistryUploadTest {
  private static RegistryRig rig;

  @BeforeAll
  static void open() throws Exception {
    rig = new RegistryRig();
    PythonFiles wheels = new PythonFiles(rig.server);
    rig.home.pip(wheels.url(), rig.authority);
    wheels.publish("greeting", "1.2.0");
  }

  @AfterAll
  static void close() throws Exception {
    rig.close();
  }

  @Test
  void twentyMebibytesToARegistryAreCutAndTold() {
    rig.needs("python3");
    String script = """
        cat > send.py <<'END'
        import os, urllib.request
        print(urllib.request.urlopen(os.environ["PIP_INDEX_URL"] + "greeting/").status)
        request = urllib.request.Request(
            os.environ["PIP_INDEX_URL"], data=bytes(20 << 20), method="PUT")
        print(urllib.request.urlopen(request).status)
        END
        python3 send.py
        """;

    assertThat(run(script)).isEqualTo(new Skipped(rig.server.host() + ": more than 8 MiB sent"));
    assertThat(rig.server.requests()).contains("GET /pypi/simple/greeting/");
    assertThat(rig.server.uploadedBytes()).isBetween(1L << 20, 8L << 20);

    // A plugin may hide that it failed.
    rig.server.forget();
    assertThat(run(script.strip() + " || true\n"))
        .isInstanceOfSatisfying(
            Installed.class,
            installed -> assertThat(installed.traffic().refused())
                .containsExactly(rig.server.host() + ": more than 8 MiB sent"));
  }

  /** Runs a script as that of a recipe that lets code run while it resolves. */
  private static InstallResult run(String script) {
    Pattern none = Pattern.compile("(?!)");
    Recipe recipe = new Recipe(
        "pip", 99, "python3", none, none, List.of(), List.of(), script, "", Map.of(), List.of(),
        List.of(), Map.of());
    LayerStore store = new LayerStore(rig.vertx, rig.cache.resolve("packages"), 1L << 30);
    InstallRun.Means means = new InstallRun.Means(
        rig.vertx,
        RegistryRig.settings(),
        TestRegistries.access(rig.vertx),
        rig.sandboxes.forInstalls(),
        store);
    return RegistryRig.soon(TestRegistries.of(rig.vertx, rig.home.environment())
        .of("pip")
        .compose(registry -> new InstallRun(
                means,
                recipe,
                RegistryRig.request(Map.of("requirements.txt", "greeting\n")),
                registry,
                request -> Future.succeededFuture(LayerKey.of(recipe, request, "1", "test")),
                Cancellation.NONE)
            .perform()));
  }
}
