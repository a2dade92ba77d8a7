package atelier.packages;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import atelier.packages.LayerSpace.Free;
import atelier.packages.Recipe.Shown;
import atelier.pattern.Pattern;
import atelier.sandbox.BuildFolder;
import atelier.sandbox.Job;
import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandboxes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A layer is built in the sandbox, kept, and used by programs that cannot change it. */
final class LayerInSandboxTest {
  private static final Pattern NONE = Pattern.compile("x");
  private static final PackageRequest REQUEST = new PackageRequest(
      "npm", "app/", "app/package.json", Map.of("package.json", "{}"), "0123456789abcdef99");
  private static final Recipe RECIPE = new Recipe(
      "npm",
      1,
      "npm",
      NONE,
      NONE,
      List.of(),
      List.of(),
      "",
      "",
      Map.of(),
      List.of(
          new Shown("modules", "node_modules", Access.OVERLAY),
          new Shown("", "$LAYER", Access.READ_ONLY)),
      List.of("bin"),
      Map.of("WHERE", "$LAYER/modules"));
  private static final String BUILD = "mkdir $LAYER/modules $LAYER/bin && cp -r . $LAYER/modules"
      + " && printf '#!/bin/sh\\necho tool of %s\\n' $LAYER > $LAYER/bin/tool"
      + " && chmod 700 $LAYER/bin/tool && ln -s $LAYER/bin/tool $LAYER/bin/link"
      + " && mkdir $LAYER/modules/deep && echo 1 > $LAYER/modules/deep/state"
      + " && chmod 555 $LAYER/modules/deep && df -m /tmp | tail -1";
  private static final String USE = "link && cd node_modules && cat package.json $WHERE/deep/state"
      + " && echo 2 > deep/state && mkdir deep/new && cat deep/state $WHERE/deep/state"
      + " && rm -r deep && mkdir .vite && ls -A && ! touch $LAYER/x 2>/dev/null";

  @Test
  void whatWasInstalledIsUsedByProgramsAndStaysAsItIs() throws IOException {
    Vertx vertx = Vertx.vertx();
    // The user of jobs can reach the system's temporary folder, and not that of other tests.
    Path cache = Files.createTempDirectory("atelier-layers-");
    try {
      Sandboxes sandboxes = await(Sandboxes.open(
          vertx,
          new Settings.Runner("bubblewrap", Duration.ofSeconds(20), 300L << 20, false),
          Optional.of(cache)));
      String reason = sandboxes.forPrograms().unavailableReason();
      assumeTrue(reason.isEmpty(), reason);
      LayerStore store = new LayerStore(vertx, cache.resolve("packages"), 1 << 20);

      try (Layer layer = build(sandboxes, store)) {
        for (int i = 0; i < 2; i++) {
          JobResult used = await(sandboxes
              .forPrograms()
              .run(new Job(
                      List.of("sh", "-c", "cd app && " + USE),
                      Map.of("app/main.js", ""),
                      Duration.ofSeconds(20))
                  .withMounts(LayerMounts.of(RECIPE, REQUEST, layer.files()))));

          assertThat(used.succeeded()).as(used.toString()).isTrue();
          assertThat(used.output())
              .isEqualTo("tool of /layers/npm-b18da5d8\n{}1\n2\n1\n.vite\npackage.json\n");
        }
        assertThat(layer.files().resolve("modules/deep/state")).hasContent("1");
      }
    } finally {
      BuildFolder.delete(cache);
      await(vertx.close());
    }
  }

  private static Layer build(Sandboxes sandboxes, LayerStore store) {
    BuildFolder folder = ((Free<BuildFolder>) await(store.start(1 << 20))).value();
    JobResult built = await(sandboxes
        .forInstalls()
        .run(new Job(List.of("sh", "-c", BUILD), REQUEST.files(), Duration.ofSeconds(20))
            .withMounts(LayerMounts.whileBuilding(REQUEST, folder.files()))));
    assertThat(built.succeeded()).as(built.toString()).isTrue();
    String key = LayerKey.of(RECIPE, REQUEST, "1", "amd64");
    LayerRecord record =
        new LayerRecord(1, 0, List.of(), List.of(), List.of(), List.of(), Map.of());
    return ((Free<Layer>) await(store.keep(folder, key, record))).value();
  }
}
