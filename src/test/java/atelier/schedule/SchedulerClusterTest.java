package atelier.schedule;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import atelier.event.Cancelled;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.CodeReady;
import atelier.event.Event.TaskStarted;
import atelier.event.LiveMessage;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.message.Message;
import atelier.message.MessageBus;
import atelier.message.MessageBus.Address;
import atelier.project.Project;
import atelier.project.Status;
import atelier.schedule.TestCluster.Member;
import atelier.studio.Command;
import atelier.studio.ProjectRequest;
import atelier.studio.Studio;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes on one bus: routing of commands, distribution of work, and changes of leaders. */
final class SchedulerClusterTest {
  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private Status status(Member member, String project) {
    return await(member.studio().project(project)).status();
  }

  private void waitUntilSucceeded(Member member, String project) {
    TestCluster.waitUntil(project + " succeeds", () -> status(member, project) == Status.SUCCEEDED);
  }

  @Test
  void aCommandIsSentToTheLeaderAndAllNodesWork() {
    Member a = cluster.joinWithoutAgents("a");
    Member b = cluster.join("b", TestCluster.scriptedLlm(), 1, Map.of());
    cluster.setLeader("shop", "a");

    Project created = await(b.studio().create("shop", new ProjectRequest("a shop", false)));

    assertThat(created.seq()).isPositive();
    assertThat(await(b.studio().project("shop")).seq()).isPositive();
    waitUntilSucceeded(a, "shop");
    assertThat(cluster.entries("shop"))
        .allMatch(entry -> entry.node().equals(entry.agent().equals("user") ? "a" : "b"));
    assertThat(await(b.studio().isIdle("shop"))).isTrue();
  }

  @Test
  void aRefusalKeepsItsReason() {
    cluster.joinWithoutAgents("a");
    Member b = cluster.joinWithoutAgents("b");

    var refused = catchThrowableOfType(
        Studio.Refused.class, () -> await(b.studio().cancel("nothing", "x", "")));

    assertThat(refused.why()).isEqualTo(Studio.Refused.Why.ABSENT);
    assertThat(refused).hasMessage("there is no project nothing");
  }

  @Test
  void aCommandThatIsSentTwiceIsExecutedOnce() {
    cluster.joinWithoutAgents("a");
    Member b = cluster.joinWithoutAgents("b");
    await(b.studio().create("shop", new ProjectRequest("a shop", false)));
    var request = new Message.CommandRequest(
        "id",
        "shop",
        new Command.Extend(new ProjectRequest("more", false)),
        Instant.now().plusSeconds(5));

    long first = await(send(request)).seq();
    long second = await(send(request)).seq();

    assertThat(second).isEqualTo(first);
    assertThat(cluster.entries("shop")).hasSize(2);
  }

  private Future<Message.CommandReply> send(Message.CommandRequest request) {
    return MessageBus.request(
        cluster.vertx, Address.COMMAND.at("a"), request, 2_000, Message.CommandReply.class);
  }

  @Test
  void aNewLeaderAcceptsTheResultOfATaskThatTheOldOneGranted() {
    Queue<Promise<Void>> blockedCalls = new ConcurrentLinkedQueue<>();
    Llm model = TestCluster.llmOf(prompt -> {
      if (!prompt.role().equals("writer") || !prompt.file().equals("a.py")) {
        return TestCluster.scriptedLlm().complete(prompt, Llm.Progress.NONE);
      }
      Promise<Void> gate = Promise.promise();
      blockedCalls.add(gate);
      return gate.future()
          .compose(open -> TestCluster.scriptedLlm().complete(prompt, Llm.Progress.NONE));
    });
    cluster.joinWithoutAgents("a");
    Member b = cluster.join("b", model, 3, Map.of());
    await(b.studio().create("shop", new ProjectRequest("a shop", false)));
    TestCluster.waitUntil("the writer's model is called", () -> !blockedCalls.isEmpty());

    cluster.setLeader("shop", "b");
    TestCluster.waitUntil(
        "the new leader knows the leased task",
        () -> await(b.studio().queueSnapshot()).running().stream()
            .anyMatch(task -> task.file().equals("a.py") && task.node().equals("b")));
    blockedCalls.forEach(Promise::complete);

    waitUntilSucceeded(b, "shop");
    assertThat(blockedCalls).as("the task was not granted a second time").hasSize(1);
    assertThat(cluster.entries("shop"))
        .filteredOn(
            entry -> entry.event() instanceof CodeReady code && code.file().equals("a.py"))
        .hasSize(1)
        .allMatch(entry -> entry.node().equals("b"));
  }

  @Test
  void tasksOfANodeThatLeftAreGrantedToOthersAtOnce() {
    AtomicInteger calls = new AtomicInteger();
    Llm silentModel = TestCluster.llmOf(prompt -> {
      calls.incrementAndGet();
      return Promise.<Completion>promise().future();
    });
    Member a = cluster.joinWithoutAgents("a");
    cluster.join("b", silentModel, 1, Map.of());
    await(a.studio().create("shop", new ProjectRequest("a shop", false)));
    TestCluster.waitUntil("the model of b is called", () -> calls.get() > 0);
    cluster.join("c", TestCluster.scriptedLlm(), 1, Map.of());

    cluster.leave("b");

    long leftMs = System.currentTimeMillis();
    TestCluster.waitUntil(
        "the blueprint is ready",
        () -> cluster.entries("shop").stream()
            .anyMatch(entry -> entry.event() instanceof Event.BlueprintReady));
    assertThat(System.currentTimeMillis() - leftMs).as("before a lease expires").isLessThan(9_000);
  }

  @Test
  void aModelSlotServesOneCallAtATime() {
    AtomicInteger mostAtATime = new AtomicInteger();
    Member a = cluster.joinWithoutAgents("a");
    for (String name : List.of("b", "c")) {
      AtomicInteger busy = new AtomicInteger();
      Llm model = TestCluster.llmOf(prompt -> {
        mostAtATime.accumulateAndGet(busy.incrementAndGet(), Math::max);
        return cluster
            .vertx
            .timer(20, TimeUnit.MILLISECONDS)
            .compose(waited -> TestCluster.scriptedLlm().complete(prompt, Llm.Progress.NONE))
            .onComplete(done -> busy.decrementAndGet());
      });
      cluster.join(name, model, 1, Map.of("writer", 3, "architect", 3));
    }

    for (int i = 0; i < 6; i++) {
      await(a.studio().create("p" + i, new ProjectRequest("a shop", false)));
    }
    for (int i = 0; i < 6; i++) {
      waitUntilSucceeded(a, "p" + i);
    }
    assertThat(mostAtATime).hasValue(1);
  }

  @Test
  void aDrainedNodeFinishesItsTasksAndHandsOverTheRest() {
    Queue<Promise<Void>> blockedCalls = new ConcurrentLinkedQueue<>();
    Llm model = TestCluster.llmOf(prompt -> {
      Promise<Void> gate = Promise.promise();
      blockedCalls.add(gate);
      return gate.future()
          .compose(open -> TestCluster.scriptedLlm().complete(prompt, Llm.Progress.NONE));
    });
    Member a = cluster.join("a", model, 1, Map.of());
    Member b = cluster.joinWithoutAgents("b");
    await(b.studio().create("shop", new ProjectRequest("a shop", false)));
    TestCluster.waitUntil("the architect's model is called", () -> !blockedCalls.isEmpty());

    Future<Void> drained = a.workerPool().drain(Duration.ofSeconds(20));
    blockedCalls.forEach(Promise::complete);
    await(drained);
    await(a.scheduler().stepDown());
    cluster.setLeader("shop", "b");
    cluster.leave("a");
    cluster.join("c", TestCluster.scriptedLlm(), 1, Map.of());

    waitUntilSucceeded(b, "shop");
    assertThat(blockedCalls)
        .as("its task was finished, and no other was started")
        .hasSize(1);
    assertThat(cluster.entries("shop").stream()
            .filter(entry -> entry.event() instanceof TaskStarted start
                && start.task().startsWith("architect:design")))
        .hasSize(1);
  }

  @Test
  void liveMessagesReachEveryNode() {
    Member a = cluster.joinWithoutAgents("a");
    Member b = cluster.joinWithoutAgents("b");
    Queue<LiveMessage> received = new ConcurrentLinkedQueue<>();
    a.studio().subscribeLive(received::add);
    b.studio().subscribeLive(received::add);
    LiveMessage message = new LiveMessage("progress", "p", "b", "writer", "a.py", 3, "x");

    b.studio().publish(message);

    TestCluster.waitUntil("both nodes receive it", () -> received.size() == 2);
    assertThat(received).containsOnly(message);
  }

  @Test
  void theQueueSnapshotMergesAllNodes() {
    Member a = cluster.joinWithoutAgents("a");
    cluster.joinWithoutAgents("b");
    cluster.setLeader("p", "a");
    cluster.setLeader("q", "b");
    await(a.studio().create("p", new ProjectRequest("a shop", false)));
    await(a.studio().create("q", new ProjectRequest("a bar", false)));

    assertThat(await(a.studio().queueSnapshot()).waiting()).isEqualTo(Map.of("environment", 2));
    assertThat(await(a.studio().activeProjects()))
        .extracting(Project::id)
        .containsExactly("p", "q");
  }

  @Test
  void aHandlerThatThrowsStillReplies() {
    MessageBus.handleRequests(cluster.vertx, "broken", Message.Acknowledged.class, message -> {
      throw new IllegalStateException("a bug");
    });
    long startMs = System.currentTimeMillis();

    for (Object message : List.of(new Message.Acknowledged(), new Message.QueueSnapshotRequest())) {
      var failed =
          MessageBus.request(cluster.vertx, "broken", message, 20_000, Message.Acknowledged.class);
      assertThat(catchThrowableOfType(Throwable.class, () -> await(failed))).isNotNull();
    }
    assertThat(System.currentTimeMillis() - startMs).isLessThan(10_000);
  }

  /** A model that answers to nothing that the first project asks; says which calls were ended. */
  private static Llm silentFor(String project, Promise<Void> asked, Promise<Void> ended) {
    return new Llm() {
      @Override
      public Future<Completion> complete(Prompt prompt, Progress progress) {
        if (!prompt.project().equals(project)) {
          return TestCluster.scriptedLlm().complete(prompt, progress);
        }
        asked.tryComplete();
        return progress
            .cancellation()
            .whileRunning(Promise.<Completion>promise().future(), ended::tryComplete);
      }

      @Override
      public Future<List<Health>> health() {
        return Future.succeededFuture(List.of(new Health("m", "e", true, "", "")));
      }
    };
  }

  @Test
  void cancellingStopsTheAgentOfAnotherNodeWhoseSlotServesTheNextProject() {
    Promise<Void> asked = Promise.promise();
    Promise<Void> ended = Promise.promise();
    Member a = cluster.joinWithoutAgents("a");
    cluster.join("b", silentFor("slow", asked, ended), 1, Map.of());
    await(a.studio().create("slow", new ProjectRequest("a shop", false)));
    await(asked.future());
    await(a.studio().create("next", new ProjectRequest("a shop", false)));

    await(a.studio().cancel("slow", "enough", ""));

    await(ended.future());
    waitUntilSucceeded(a, "next");
    List<Entry> entries = cluster.entries("slow");
    assertThat(entries.get(entries.size() - 1).event()).isInstanceOf(Cancelled.class);
  }

  @Test
  void anAgentThatMissedTheMessageStopsAtItsNextHeartbeat() {
    Promise<Void> asked = Promise.promise();
    Promise<Void> ended = Promise.promise();
    Member a = cluster.joinWithoutAgents("a");
    cluster.join("b", silentFor("slow", asked, ended), 1, Map.of());
    await(a.studio().create("slow", new ProjectRequest("a shop", false)));
    await(asked.future());
    AtomicInteger lost = new AtomicInteger();
    cluster.vertx.eventBus().addOutboundInterceptor(delivery -> {
      if (!delivery.message().address().contains("task_withdrawn") || lost.incrementAndGet() > 1) {
        delivery.next();
      }
    });

    await(a.studio().cancel("slow", "enough", ""));

    await(ended.future());
    assertThat(lost.get()).isGreaterThan(1);
  }
}
