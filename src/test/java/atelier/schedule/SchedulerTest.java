package atelier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import atelier.event.Event;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Event.ResearchRequest;
import atelier.journal.MemoryJournal;
import atelier.message.Ownership;
import atelier.project.Project;
import atelier.project.Status;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Task;
import atelier.role.Tools;
import atelier.role.answer.BlueprintAnswer;
import atelier.studio.CommandHandler;
import atelier.studio.ProjectRequest;
import atelier.studio.Studio;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whose turn it is, who waits, and what a repeated wish comes to. */
final class SchedulerTest {
  private static final Event READY = new InfraReady(List.of("m"), List.of(), "none", 3, false);

  private static final Capabilities ABLE =
      new Capabilities("n", Map.of("researcher", 1), java.util.Set.of(), java.util.Set.of(), true);

  private final Scheduler desk = desk(2, new Errands());

  /** A role that has so many tasks in each project as its spec says, one after the other. */
  private static final class Errands implements Role<Errands.Errand> {
    record Errand(String project, String file, String name) implements Task {}

    @Override
    public String name() {
      return "researcher";
    }

    @Override
    public Class<Errand> taskType() {
      return Errand.class;
    }

    @Override
    public Stream<Errand> dueTasks(Project project) {
      int wanted = project.feature() == null ? 0 : project.feature().spec().length();
      return project.isOpen()
          ? Stream.iterate(project.questions().size(), i -> i < wanted, i -> i + 1)
              .map(i -> new Errand(project.id(), "", "errand:" + i))
          : Stream.of();
    }

    @Override
    public Future<List<Event>> perform(Errand task, Tools tools) {
      return Future.succeededFuture(List.of());
    }
  }

  private static Scheduler desk(int places, Role<?> role) {
    Scheduler.Listener nobody = new Scheduler.Listener() {
      @Override
      public void onTaskReady(String name) {}

      @Override
      public void onStateChanged(Project project) {}

      @Override
      public void onLeadershipLost(String project) {}
    };
    return new Scheduler(
        new MemoryJournal(),
        Ownership.alone("n"),
        Clock.systemUTC(),
        List.of(role),
        places,
        nobody);
  }

  private Project ask(String id, String spec) {
    return desk.appendCommand(id, state -> CommandHandler.create(state, new ProjectRequest(spec, false)))
        .result();
  }

  private Optional<String> claimed() {
    return desk.claim("researcher", ABLE, List.of()).result().map(grant -> {
      desk.acceptResult(grant.leasedTask(), List.of(new ResearchRequest(grant.key())));
      return grant.task().project();
    });
  }

  @Test
  void oneAgentServesAllProjectsInTurnHoweverBigTheFirstIs() {
    ask("big", "xxxxxxxx");
    ask("small", "xx");
    List<String> served = new ArrayList<>();

    for (int i = 0; i < 5; i++) {
      served.add(claimed().orElseThrow());
    }

    assertThat(served).containsExactly("big", "small", "big", "small", "big");
  }

  @Test
  void whatIsMoreThanThePlacesWaitsAsQueuedTheOldestFirst() {
    ask("a", "xxx");
    ask("b", "xxx");
    ask("c", "xxx");
    ask("d", "xxx");

    assertThat(Stream.generate(() -> claimed().orElseThrow()).limit(4)).doesNotContain("c", "d");
    assertThat(desk.queueSnapshot().queued()).isEqualTo(2);

    desk.appendCommand("b", state -> List.of(new Event.Cancelled("")));
    assertThat(Stream.generate(this::claimed).limit(9).flatMap(Optional::stream))
        .contains("c")
        .doesNotContain("b", "d");
    assertThat(desk.queueSnapshot().queued()).isEqualTo(1);
  }

  @Test
  void oneThatWaitsForAPersonTakesNobodysPlace() {
    ask("a", "xxx");
    ask("b", "xxx");
    ask("c", "xxx");
    assertThat(desk.queueSnapshot().queued()).isEqualTo(1);

    desk.appendCommand("a", state -> List.of(new Event.Paused("surrender", "stuck")));
    assertThat(desk.queueSnapshot().queued()).isZero();

    desk.appendCommand("a", state -> List.of(new Event.RetryRequested()));
    assertThat(desk.queueSnapshot().queued()).as("and queues again when it goes on").isEqualTo(1);
  }

  @Test
  void theSameWishWithTheSameKeyIsTheSameProject() {
    ProjectRequest wish = new ProjectRequest("a shop", false, "k1");
    Project begun = desk.appendCommand("a", state -> CommandHandler.create(state, wish)).result();

    Project again = desk.appendCommand("a", state -> CommandHandler.create(state, wish)).result();
    assertThat(again.seq()).isEqualTo(begun.seq()).isEqualTo(1);

    var other = desk.appendCommand(
        "a", state -> CommandHandler.create(state, new ProjectRequest("a bar", false, "k1")));
    assertThat(((Studio.Refused) other.cause()).why()).isEqualTo(Studio.Refused.Why.KEY_REUSED);
    var unkeyed =
        desk.appendCommand("a", state -> CommandHandler.create(state, new ProjectRequest("a shop", false)));
    assertThat(((Studio.Refused) unkeyed.cause()).why()).isEqualTo(Studio.Refused.Why.STATE);
    var further = desk.appendCommand(
        "a", state -> CommandHandler.extend(state, new ProjectRequest("more", false, "k2")));
    assertThat(further.result().seq()).isEqualTo(2);
    assertThat(desk.appendCommand(
                "a", state -> CommandHandler.extend(state, new ProjectRequest("more", false, "k2")))
            .result()
            .seq())
        .isEqualTo(2);
  }

  @Test
  void aKeyIsStillKnownToAJournalThatNeverHeardOfKeys() {
    Event old = new FeatureRequested("spec", true);
    assertThat(atelier.event.EventCodec.seal("a", 1, java.time.Instant.EPOCH, "n", "user", old, "")
            .json())
        .doesNotContain("\"key\"");
  }

  @Test
  void anEditedBlueprintIsHeldToTheSameRulesAsAModels() {
    ask("a", "x");
    desk.appendCommand("a", state -> List.of(READY));
    String plan = "{\"files\":[{\"path\":\"a.py\",\"description\":\"all\"}]}";
    var blueprint = BlueprintAnswer.parse(plan, java.util.Set.of(), paths -> Optional.empty());
    desk.appendCommand(
        "a",
        state -> List.of(
            new Event.BlueprintReady(blueprint.blueprint(), atelier.event.Usage.NONE),
            new Event.ApprovalRequested()));

    Throwable refused = catchThrowable(() -> {
      Project state = desk.appendCommand("a", now -> List.of()).result();
      CommandHandler.approve(state, Optional.of("{\"files\":[]}"), paths -> Optional.empty());
    });
    assertThat(refused).hasMessageContaining("\"files\" is empty");

    String edited = plan.replace("a.py", "b.py");
    Project approved = desk.appendCommand(
            "a",
            state -> List.of(
                CommandHandler.approve(state, Optional.of(edited), paths -> Optional.empty())))
        .result();
    assertThat(approved.status()).isEqualTo(Status.RUNNING);
    assertThat(approved.files().keySet()).isEqualTo(Map.of("b.py", "").keySet());
  }
}
