package atelier.schedule;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Cancelled;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.event.EventCodec;
import atelier.journal.Journal;
import atelier.message.MessageBus;
import atelier.message.Ownership;
import atelier.project.PathRule;
import atelier.project.Project;
import atelier.project.Status;
import atelier.role.Tools;
import atelier.studio.ProjectRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scheduler on a real event bus, with agents of every role. */
@Tag("slow")
final class SchedulerVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private static final PathRule PATHS = paths -> Optional.empty();

  private final Ownership ownership = Ownership.alone("n");
  private final SimulatedJournal journal =
      new SimulatedJournal(new SplittableRandom(1), 0, entry -> {});

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** Runs a project; returns the first state in which it has ended or is paused. */
  private Project runToEnd(Tools tools) {
    CompletableFuture<Project> end = new CompletableFuture<>();
    SchedulerVerticle scheduler = new SchedulerVerticle(journal, ownership, 64, PATHS, project -> {
      if (project.status().isEnded() || project.status() == Status.PAUSED) {
        end.complete(project);
      }
    });
    await(Agents.deploy(
        vertx, journal, ownership, scheduler, tools, Map.of(), role -> new ModelSlots("", 2)));
    await(new StudioService(vertx, journal, ownership).createOrExtend("shop", "a shop", false));
    return await(Future.fromCompletionStage(end));
  }

  @Test
  void runsAProjectFromSpecToSuccess() {
    Project project = runToEnd(new ScriptedTools(new SplittableRandom(1), 0).tools());

    assertThat(project.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(project.files().values()).allMatch(file -> file.committedAttempt() == 1);
  }

  @Test
  void recordsABugInARoleAndPausesTheProject() {
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    Tools broken = new Tools(
        scripted.node(),
        scripted.llm(),
        scripted.prompts(),
        (path, text) -> {
          throw new IllegalStateException("a bug");
        },
        scripted.toolchains(),
        scripted.sandbox(),
        scripted.prober(),
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        scripted.knowledge(),
        scripted.policy(),
        scripted.liveMessages());

    Project project = runToEnd(broken);

    assertThat(project.status()).isEqualTo(Status.PAUSED);
    assertThat(project.pauseCause()).isEqualTo("poison");
    assertThat(await(journal.read("shop", 0, 1_000)))
        .anyMatch(entry ->
            entry.event() instanceof TaskFailed failed && failed.reason().contains("a bug"));
  }

  /** A journal of which no project can be led until {@link #leadable} is set. */
  private final class UnleadableJournal implements Journal {
    private final RuntimeException problem;
    private final AtomicBoolean leadable = new AtomicBoolean();

    UnleadableJournal(RuntimeException problem) {
      this.problem = problem;
    }

    @Override
    public Future<Void> lead(Collection<String> projects) {
      return leadable.get() ? Future.succeededFuture() : Future.failedFuture(problem);
    }

    @Override
    public Future<Void> append(List<Entry> entries) {
      return journal.append(entries);
    }

    @Override
    public Future<List<Entry>> read(String project, long after, int limit) {
      return journal.read(project, after, limit);
    }

    @Override
    public Future<List<Entry>> lastEntries() {
      return journal.lastEntries();
    }

    @Override
    public Future<List<Entry>> firstEntries() {
      return journal.firstEntries();
    }

    @Override
    public Subscription subscribe(Consumer<Entry> follower) {
      return journal.subscribe(follower);
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  static Stream<RuntimeException> problemsCausedByOtherNodes() {
    return Stream.of(
        new Journal.NoMajority("1 of 3 nodes is online"),
        new Journal.Conflict("shop", 1),
        new MessageBus.NotLeader("shop"));
  }

  @ParameterizedTest
  @MethodSource("problemsCausedByOtherNodes")
  void retriesUntilItCanLeadItsProjects(RuntimeException problem) {
    UnleadableJournal unleadable = new UnleadableJournal(problem);
    Event requested = new Event.FeatureRequested("a shop", false);
    Entry first = EventCodec.seal("shop", 1, Instant.EPOCH, "n", "user", requested, Entry.GENESIS);
    await(journal.append(List.of(first)));
    CompletableFuture<Project> end = new CompletableFuture<>();
    SchedulerVerticle scheduler =
        new SchedulerVerticle(unleadable, ownership, 64, PATHS, project -> {
          if (project.status().isEnded()) {
            end.complete(project);
          }
        });
    Tools tools = new ScriptedTools(new SplittableRandom(1), 0).tools();

    await(Agents.deploy(
        vertx, unleadable, ownership, scheduler, tools, Map.of(), role -> new ModelSlots("", 2)));
    StudioService studio = new StudioService(vertx, unleadable, ownership);
    assertThatThrownBy(() -> await(studio.create("bar", new ProjectRequest("a bar", false))));
    unleadable.leadable.set(true);

    assertThat(await(Future.fromCompletionStage(end)).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void opensAProjectThatAnotherNodeAppended() {
    CompletableFuture<Project> end = new CompletableFuture<>();
    SchedulerVerticle scheduler = new SchedulerVerticle(journal, ownership, 64, PATHS, project -> {
      if (project.status().isEnded()) {
        end.complete(project);
      }
    });
    Tools tools = new ScriptedTools(new SplittableRandom(1), 0).tools();
    await(Agents.deploy(
        vertx, journal, ownership, scheduler, tools, Map.of(), role -> new ModelSlots("", 2)));
    Event requested = new Event.FeatureRequested("a shop", false);

    await(journal.append(List.of(
        EventCodec.seal("shop", 1, Instant.EPOCH, "other", "user", requested, Entry.GENESIS))));

    assertThat(await(Future.fromCompletionStage(end)).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void appliesEntriesThatAnotherNodeAppendsToAnOpenProject() {
    CompletableFuture<Project> awaitingApproval = new CompletableFuture<>();
    CompletableFuture<Project> end = new CompletableFuture<>();
    SchedulerVerticle scheduler = new SchedulerVerticle(journal, ownership, 64, PATHS, project -> {
      if (project.status() == Status.AWAITING_APPROVAL) {
        awaitingApproval.complete(project);
      } else if (project.status().isEnded()) {
        end.complete(project);
      }
    });
    Tools tools = new ScriptedTools(new SplittableRandom(1), 0).tools();
    await(Agents.deploy(
        vertx, journal, ownership, scheduler, tools, Map.of(), role -> new ModelSlots("", 2)));
    await(new StudioService(vertx, journal, ownership).createOrExtend("shop", "a shop", true));
    Project waiting = await(Future.fromCompletionStage(awaitingApproval));
    Event cancelled = new Cancelled("restored");

    await(journal.append(List.of(EventCodec.seal(
        "shop", waiting.seq() + 1, Instant.EPOCH, "other", "user", cancelled, waiting.hash()))));

    assertThat(await(Future.fromCompletionStage(end)).status()).isEqualTo(Status.CANCELLED);
  }
}
