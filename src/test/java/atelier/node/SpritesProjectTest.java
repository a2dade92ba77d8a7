package atelier.node;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.cli.context.RunningNode;
import atelier.config.Configuration;
import atelier.config.Configuration.OptionValue;
import atelier.config.ProcessEnvironment;
import atelier.config.Settings;
import atelier.event.Event.InfraReady;
import atelier.event.Event.ProjectFinished;
import atelier.event.Event.TaskFailed;
import atelier.llm.Rehearsal;
import atelier.rig.Eventually;
import atelier.rig.sprites.SpritesStub;
import atelier.rig.sprites.SpritesStub.Logged;
import atelier.rig.sprites.StubFaults.ExecFault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole project whose programs run at the Sprites service, while the service has faults. */
@Timeout(600)
final class SpritesProjectTest {
  private static final String TOKEN = "token-of-the-service-1234";

  @TempDir
  private Path folder;

  private Settings settings(String... settings) {
    ProcessEnvironment environment = new ProcessEnvironment(Map.of(), folder, folder);
    List<OptionValue> options = Stream.concat(
            Stream.of(
                "data=" + folder.resolve("data"),
                "llm.provider=rehearsal",
                "llm.model=rehearsal",
                "research.provider=off",
                "proof.mutants=2"),
            Stream.of(settings))
        .map(OptionValue::set)
        .toList();
    return Configuration.read(environment, Optional.empty(), options).settings();
  }

  private static String play(RunningNode node) throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    node.subscribe(entry -> {
      if (entry.event() instanceof ProjectFinished finished) {
        end.complete(finished.status() + " " + finished.reason());
      }
    });
    await(node.createOrExtend("todos", Rehearsal.sampleSpec(), false));
    return end.get(590, TimeUnit.SECONDS);
  }

  private static int indexOf(List<Logged> log, String method, String part) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).method().equals(method) && log.get(i).uri().contains(part)) {
        return i;
      }
    }
    throw new AssertionError(method + " " + part);
  }

  @Test
  void endsSucceededUnderFaultsAndLeavesNothing() throws Exception {
    try (SpritesStub stub = new SpritesStub(TOKEN, 30_000)) {
      stub.faults.limitCreation(2, 0.05);
      stub.faults.passRuns(6);
      stub.faults.failRuns(ExecFault.DROP_BEFORE_EXIT);
      RunningNode node = await(Bootstrap.startNode(
          settings(
              "runner.sandbox=sprites", "sprites.endpoint=" + stub.url(), "sprites.token=" + TOKEN),
          Optional.of("todos"),
          false));
      try {
        assertThat(play(node)).startsWith("succeeded");

        Eventually.holds(
            () -> stub.sprites() + " are left",
            Duration.ofSeconds(30),
            () -> stub.sprites().isEmpty());
        Eventually.holds(
            "the node is idle", Duration.ofSeconds(30), () -> await(node.isIdle("todos")));
        var events =
            await(node.history("todos")).stream().map(entry -> entry.event()).toList();
        assertThat(events)
            .filteredOn(TaskFailed.class::isInstance)
            .hasSize(1)
            .allSatisfy(event -> assertThat(event.toString()).contains("its result is unknown"));
        assertThat(events)
            .filteredOn(InfraReady.class::isInstance)
            .first()
            .satisfies(event -> assertThat(event.toString()).contains("sprites", "python3"));
        assertThat(stub.faults.areOver()).isTrue();
        assertThat(indexOf(stub.log, "GET", "/policy/network"))
            .isLessThan(indexOf(stub.log, "UPGRADE", "/exec"));
        assertThat(stub.log)
            .allSatisfy(
                request -> assertThat(URLDecoder.decode(request.uri(), StandardCharsets.UTF_8))
                    .doesNotContain(TOKEN));
      } finally {
        await(node.close());
      }
    }
  }

  @Test
  void saysThatATokenIsMissing() throws Exception {
    RunningNode node =
        await(Bootstrap.startNode(settings("runner.sandbox=sprites"), Optional.of("todos"), false));
    try {
      assertThat(play(node)).startsWith("unverified").contains("SPRITES_TOKEN");
      Eventually.holds(
          "the node is idle", Duration.ofSeconds(30), () -> await(node.isIdle("todos")));
    } finally {
      await(node.close());
    }
  }
}
