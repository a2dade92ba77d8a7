package atelier.role;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event.TaskFailed;
import atelier.project.Project;
import atelier.project.Status;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop on a real event bus, with agents of every role. */
final class ConductorTest {
  private final Vertx vertx = Vertx.vertx();
  private static final Tools.PathRule PATHS = paths -> Optional.empty();

  private final Ownership ownership = Ownership.alone("n");
  private final SimulatedJournal journal =
      new SimulatedJournal(new SplittableRandom(1), 0, entry -> {});

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** The first state of a project that ends it or pauses it. */
  private Project ended(Tools tools) {
    CompletableFuture<Project> end = new CompletableFuture<>();
    Conductor conductor = new Conductor(journal, ownership, 64, PATHS, project -> {
      if (project.status().ended() || project.status() == Status.PAUSED) {
        end.complete(project);
      }
    });
    await(Agents.deploy(
        vertx, journal, ownership, conductor, tools, Map.of(), role -> new ModelSlots("", 2)));
    await(new StudioDesk(vertx, journal, ownership).request("shop", "a shop", false));
    return await(Future.fromCompletionStage(end));
  }

  @Test
  void bringsAProjectFromSpecToSuccess() {
    Project project = ended(new ScriptedStudio(new SplittableRandom(1), 0).tools());

    assertThat(project.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(project.files().values()).allMatch(file -> file.committed() == 1);
  }

  @Test
  void turnsABugInARoleIntoAnEventAndAsksAPersonInTheEnd() {
    Tools sound = new ScriptedStudio(new SplittableRandom(1), 0).tools();
    Tools broken = new Tools(
        sound.node(),
        sound.llm(),
        sound.prompts(),
        (path, text) -> {
          throw new IllegalStateException("a bug");
        },
        sound.toolchains(),
        sound.sandbox(),
        sound.workspace(),
        sound.paths(),
        sound.research(),
        sound.knowledge(),
        sound.habits(),
        sound.passing());

    Project project = ended(broken);

    assertThat(project.status()).isEqualTo(Status.PAUSED);
    assertThat(project.cause()).isEqualTo("poison");
    assertThat(await(journal.read("shop", 0, 1_000)))
        .anyMatch(entry ->
            entry.event() instanceof TaskFailed failed && failed.reason().contains("a bug"));
  }
}
