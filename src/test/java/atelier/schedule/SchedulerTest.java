package atelier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import atelier.event.Cancelled;
import atelier.event.Event;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Event.ResearchRequest;
import atelier.journal.MemoryJournal;
import atelier.message.LeasedTask;
import atelier.message.Ownership;
import atelier.project.Project;
import atelier.project.Status;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Task;
import atelier.role.Tools;
import atelier.role.answer.BlueprintAnswer;
import atelier.role.answer.ExistingPlan;
import atelier.studio.CommandHandler;
import atelier.studio.ProjectRequest;
import atelier.studio.Studio;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order in which tasks are granted, admission, and repeated requests. */
final class SchedulerTest {
  private static final Event READY = new InfraReady(List.of("m"), List.of(), "none", 3, false);

  private static final Capabilities ABLE =
      new Capabilities("n", Map.of("researcher", 1), java.util.Set.of(), java.util.Set.of(), true);

  private final MemoryJournal journal = new MemoryJournal();
  private final VirtualTime clock = new VirtualTime();
  private final List<String> withdrawn = new ArrayList<>();
  private final Scheduler scheduler = createScheduler(2, new CountedRole());

  /** A role with as many tasks in a project as its spec has characters, one after the other. */
  private static final class CountedRole implements Role<CountedRole.CountedTask> {
    record CountedTask(String project, String file, String name) implements Task {}

    @Override
    public String name() {
      return "researcher";
    }

    @Override
    public Class<CountedTask> taskType() {
      return CountedTask.class;
    }

    @Override
    public Stream<CountedTask> dueTasks(Project project) {
      int wanted = project.feature() == null ? 0 : project.feature().spec().length();
      return project.isOpen()
          ? Stream.iterate(project.questions().size(), i -> i < wanted, i -> i + 1)
              .map(i -> new CountedTask(project.id(), "", "task:" + i))
          : Stream.of();
    }

    @Override
    public Future<List<Event>> perform(CountedTask task, Tools tools) {
      return Future.succeededFuture(List.of());
    }
  }

  private Scheduler createScheduler(int maxProjects, Role<?> role) {
    Scheduler.Listener ignore = new Scheduler.Listener() {
      @Override
      public void onTaskReady(String name) {}

      @Override
      public void onTaskWithdrawn(LeasedTask task) {
        withdrawn.add(task.key());
      }

      @Override
      public void onStateChanged(Project project) {}

      @Override
      public void onLeadershipLost(String project) {}
    };
    return new Scheduler(journal, Ownership.alone("n"), clock, List.of(role), maxProjects, ignore);
  }

  private Project request(String id, String spec) {
    return scheduler
        .appendCommand(id, state -> CommandHandler.create(state, new ProjectRequest(spec, false)))
        .result();
  }

  private Optional<String> claimAndFinish() {
    return scheduler.claim("researcher", ABLE, List.of()).result().map(grant -> {
      scheduler.acceptResult(grant.leasedTask(), List.of(new ResearchRequest(grant.key())));
      return grant.task().project();
    });
  }

  @Test
  void oneAgentServesAllProjectsInTurn() {
    request("big", "xxxxxxxx");
    request("small", "xx");
    List<String> served = new ArrayList<>();

    for (int i = 0; i < 5; i++) {
      served.add(claimAndFinish().orElseThrow());
    }

    assertThat(served).containsExactly("big", "small", "big", "small", "big");
  }

  @Test
  void projectsAboveTheLimitAreQueuedOldestFirst() {
    request("a", "xxx");
    request("b", "xxx");
    request("c", "xxx");
    request("d", "xxx");

    assertThat(Stream.generate(() -> claimAndFinish().orElseThrow()).limit(4))
        .doesNotContain("c", "d");
    assertThat(scheduler.queueSnapshot().queued()).isEqualTo(2);

    scheduler.appendCommand("b", state -> List.of(new Cancelled("")));
    assertThat(Stream.generate(this::claimAndFinish).limit(9).flatMap(Optional::stream))
        .contains("c")
        .doesNotContain("b", "d");
    assertThat(scheduler.queueSnapshot().queued()).isEqualTo(1);
  }

  @Test
  void aProjectThatWaitsForAPersonIsNotCounted() {
    request("a", "xxx");
    request("b", "xxx");
    request("c", "xxx");
    assertThat(scheduler.queueSnapshot().queued()).isEqualTo(1);

    scheduler.appendCommand("a", state -> List.of(new Event.Paused("surrender", "stuck")));
    assertThat(scheduler.queueSnapshot().queued()).isZero();

    scheduler.appendCommand("a", state -> List.of(new Event.RetryRequested()));
    assertThat(scheduler.queueSnapshot().queued())
        .as("it is queued again when it resumes")
        .isEqualTo(1);
  }

  @Test
  void theSameRequestWithTheSameKeyIsAppliedOnce() {
    ProjectRequest request = new ProjectRequest("a shop", false, "k1");
    Project created = scheduler
        .appendCommand("a", state -> CommandHandler.create(state, request))
        .result();

    Project repeated = scheduler
        .appendCommand("a", state -> CommandHandler.create(state, request))
        .result();
    assertThat(repeated.seq()).isEqualTo(created.seq()).isEqualTo(1);

    var different = scheduler.appendCommand(
        "a", state -> CommandHandler.create(state, new ProjectRequest("a bar", false, "k1")));
    assertThat(((Studio.Refused) different.cause()).why()).isEqualTo(Studio.Refused.Why.KEY_REUSED);
    var unkeyed = scheduler.appendCommand(
        "a", state -> CommandHandler.create(state, new ProjectRequest("a shop", false)));
    assertThat(((Studio.Refused) unkeyed.cause()).why()).isEqualTo(Studio.Refused.Why.STATE);
    var extended = scheduler.appendCommand(
        "a", state -> CommandHandler.extend(state, new ProjectRequest("more", false, "k2")));
    assertThat(extended.result().seq()).isEqualTo(2);
    assertThat(scheduler
            .appendCommand(
                "a", state -> CommandHandler.extend(state, new ProjectRequest("more", false, "k2")))
            .result()
            .seq())
        .isEqualTo(2);
  }

  @Test
  void anEventWithoutAKeyIsEncodedWithoutTheField() {
    Event withoutKey = new FeatureRequested("spec", true);
    assertThat(atelier.event.EventCodec.seal(
                "a", 1, java.time.Instant.EPOCH, "n", "user", withoutKey, "")
            .json())
        .doesNotContain("\"key\"");
  }

  @Test
  void anEditedBlueprintIsValidatedLikeAGeneratedOne() {
    request("a", "x");
    scheduler.appendCommand("a", state -> List.of(READY));
    String plan = "{\"files\":[{\"path\":\"a.py\",\"description\":\"all\"}]}";
    var blueprint = BlueprintAnswer.parse(plan, "", ExistingPlan.NONE, paths -> Optional.empty());
    scheduler.appendCommand(
        "a",
        state -> List.of(
            new Event.BlueprintReady(blueprint.blueprint(), atelier.event.Usage.NONE),
            new Event.ApprovalRequested()));

    Throwable refused = catchThrowable(() -> {
      Project state = scheduler.appendCommand("a", now -> List.of()).result();
      CommandHandler.approve(state, Optional.of("{\"files\":[]}"), paths -> Optional.empty());
    });
    assertThat(refused).hasMessageContaining("\"files\" is empty");

    String edited = plan.replace("a.py", "b.py");
    Project approved = scheduler
        .appendCommand(
            "a",
            state -> List.of(
                CommandHandler.approve(state, Optional.of(edited), paths -> Optional.empty())))
        .result();
    assertThat(approved.status()).isEqualTo(Status.RUNNING);
    assertThat(approved.files().keySet()).isEqualTo(Map.of("b.py", "").keySet());
  }

  @Test
  void aTaskThatIsNoLongerDueIsWithdrawnAndItsResultIgnored() {
    request("a", "xx");
    LeasedTask task =
        scheduler.claim("researcher", ABLE, List.of()).result().orElseThrow().leasedTask();
    LeasedTask finished =
        scheduler.claim("researcher", ABLE, List.of()).result().orElseThrow().leasedTask();
    scheduler.acceptResult(finished, List.of(new Event.HintGiven("f", "x")));
    assertThat(withdrawn).as("a result is accepted as before").isEmpty();

    scheduler.appendCommand("a", state -> List.of(new Cancelled("")));
    assertThat(withdrawn).containsExactly(task.key());
    assertThat(scheduler.queueSnapshot().running()).isEmpty();

    scheduler.renewLeases("n", List.of(task));
    assertThat(withdrawn).as("its agent has missed the message").hasSize(2);
    assertThat(scheduler.queueSnapshot().running()).isEmpty();
    scheduler.acceptResult(task, List.of(new ResearchRequest("late")));
    assertThat(scheduler.projects()).isEmpty();
  }

  @Test
  void aNewLeaderWithdrawsTheTasksOfAProjectThatHasEnded() {
    Scheduler before = scheduler;
    request("a", "xx");
    LeasedTask task =
        before.claim("researcher", ABLE, List.of()).result().orElseThrow().leasedTask();
    before.appendCommand("a", state -> List.of(new Cancelled("")));
    withdrawn.clear();

    Scheduler next = createScheduler(2, new CountedRole());
    next.renewLeases("n", List.of(task));
    assertThat(withdrawn).as("it may be about to open the project").isEmpty();
    clock.runLater(11_000, null, () -> {});
    clock.runNext();
    next.renewLeases("n", List.of(task));
    next.renewLeases("n", List.of(task));

    assertThat(withdrawn).isNotEmpty().containsOnly(task.key());
  }
}
