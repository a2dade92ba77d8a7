package atelier.node;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Configuration;
import atelier.config.Configuration.OptionValue;
import atelier.config.ProcessEnvironment;
import atelier.config.Settings;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sandbox a node uses. */
final class SandboxModuleTest {
  @TempDir
  private Path folder;

  private record Named(String name, String unavailableReason) implements Sandbox {
    @Override
    public Future<JobResult> run(Job job) {
      return Future.failedFuture("it runs nothing");
    }
  }

  private Settings settings(String kind, boolean hasToken) {
    Map<String, String> variables = hasToken ? Map.of("SPRITES_TOKEN", "a-token") : Map.of();
    return Configuration.read(
            new ProcessEnvironment(variables, folder, folder),
            Optional.empty(),
            List.of(OptionValue.set("runner.sandbox=" + kind)))
        .settings();
  }

  @ParameterizedTest
  @CsvSource({
    "auto, true, true, local", "auto, true, false, local", "auto, false, true, sprites",
    "auto, false, false, local", "sprites, true, true, sprites", "sprites, true, false, local",
    "bubblewrap, false, true, local", "none, true, true, local", "off, false, true, local"
  })
  void takesTheServiceWhereItIsAskedForOrNothingElseWorks(
      String kind, boolean localWorks, boolean hasToken, String chosen) {
    Sandbox sandbox = await(SandboxModule.choose(
        settings(kind, hasToken),
        () -> Future.succeededFuture(new Named("local", localWorks ? "" : "it is broken")),
        () -> Future.succeededFuture(new Named("sprites", ""))));

    assertThat(sandbox.name()).isEqualTo(chosen);
  }
}
