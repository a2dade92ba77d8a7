package atelier.schedule;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import atelier.event.Event;
import atelier.event.Event.CodeReady;
import atelier.event.Event.TaskStarted;
import atelier.event.LiveMessage;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.message.Message;
import atelier.message.MessageBus;
import atelier.project.Project;
import atelier.project.Status;
import atelier.schedule.SeveralNodes.Member;
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

/** Several nodes on one bus: where wishes go, who works, and what happens when they change. */
final class SeveralNodesTest {
  private final SeveralNodes nodes = new SeveralNodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  private Status status(Member member, String project) {
    return await(member.studio().project(project)).status();
  }

  private void untilSucceeded(Member member, String project) {
    SeveralNodes.until(project + " succeeds", () -> status(member, project) == Status.SUCCEEDED);
  }

  @Test
  void aWishTravelsToTheConductorAndAllNodesWork() {
    Member a = nodes.joinIdle("a");
    Member b = nodes.join("b", SeveralNodes.scripted(), 1, Map.of());
    nodes.own("shop", "a");

    Project begun = await(b.studio().create("shop", new ProjectRequest("a shop", false)));

    assertThat(begun.seq()).isPositive();
    assertThat(await(b.studio().project("shop")).seq()).isPositive();
    untilSucceeded(a, "shop");
    assertThat(nodes.entries("shop"))
        .allMatch(entry -> entry.node().equals(entry.agent().equals("user") ? "a" : "b"));
    assertThat(await(b.studio().isIdle("shop"))).isTrue();
  }

  @Test
  void aRefusalTravelsWithItsReason() {
    nodes.joinIdle("a");
    Member b = nodes.joinIdle("b");

    var refused =
        catchThrowableOfType(Studio.Refused.class, () -> await(b.studio().cancel("nothing", "x")));

    assertThat(refused.why()).isEqualTo(Studio.Refused.Why.ABSENT);
    assertThat(refused).hasMessage("there is no project nothing");
  }

  @Test
  void theSameWishSentTwiceIsGrantedOnce() {
    nodes.joinIdle("a");
    Member b = nodes.joinIdle("b");
    await(b.studio().create("shop", new ProjectRequest("a shop", false)));
    var wanted = new Message.CommandRequest(
        "id",
        "shop",
        new Command.Extend(new ProjectRequest("more", false)),
        Instant.now().plusSeconds(5));

    long first = await(sent(wanted)).seq();
    long second = await(sent(wanted)).seq();

    assertThat(second).isEqualTo(first);
    assertThat(nodes.entries("shop")).hasSize(2);
  }

  private Future<Message.CommandReply> sent(Message.CommandRequest wanted) {
    return MessageBus.request(
        nodes.vertx, MessageBus.Address.COMMAND.at("a"), wanted, 2_000, Message.CommandReply.class);
  }

  @Test
  void whatAnAgentDidIsTakenByWhoeverConductsTheProjectByThen() {
    Queue<Promise<Void>> asked = new ConcurrentLinkedQueue<>();
    Llm model = SeveralNodes.asking(prompt -> {
      if (!prompt.role().equals("writer") || !prompt.file().equals("a.py")) {
        return SeveralNodes.scripted().complete(prompt, Llm.Progress.NONE);
      }
      Promise<Void> gate = Promise.promise();
      asked.add(gate);
      return gate.future().compose(open -> SeveralNodes.scripted().complete(prompt, Llm.Progress.NONE));
    });
    nodes.joinIdle("a");
    Member b = nodes.join("b", model, 3, Map.of());
    await(b.studio().create("shop", new ProjectRequest("a shop", false)));
    SeveralNodes.until("a writer is asked", () -> !asked.isEmpty());

    nodes.own("shop", "b");
    SeveralNodes.until(
        "the new conductor knows what is in hand",
        () -> await(b.studio().queueSnapshot()).running().stream()
            .anyMatch(task -> task.file().equals("a.py") && task.node().equals("b")));
    asked.forEach(Promise::complete);

    untilSucceeded(b, "shop");
    assertThat(asked).as("the task was not given a second time").hasSize(1);
    assertThat(nodes.entries("shop"))
        .filteredOn(
            entry -> entry.event() instanceof CodeReady code && code.file().equals("a.py"))
        .hasSize(1)
        .allMatch(entry -> entry.node().equals("b"));
  }

  @Test
  void whatANodeHadInHandThatIsGoneIsGivenToOthersAtOnce() {
    AtomicInteger stuck = new AtomicInteger();
    Llm mute = SeveralNodes.asking(prompt -> {
      stuck.incrementAndGet();
      return Promise.<Completion>promise().future();
    });
    Member a = nodes.joinIdle("a");
    nodes.join("b", mute, 1, Map.of());
    await(a.studio().create("shop", new ProjectRequest("a shop", false)));
    SeveralNodes.until("b is asked", () -> stuck.get() > 0);
    nodes.join("c", SeveralNodes.scripted(), 1, Map.of());

    nodes.leave("b");

    long leftMs = System.currentTimeMillis();
    SeveralNodes.until(
        "the blueprint is there",
        () -> nodes.entries("shop").stream()
            .anyMatch(entry -> entry.event() instanceof Event.BlueprintReady));
    assertThat(System.currentTimeMillis() - leftMs)
        .as("sooner than any lease runs out")
        .isLessThan(9_000);
  }

  @Test
  void aSlotIsNeverAskedTwiceAtATime() {
    AtomicInteger most = new AtomicInteger();
    Member a = nodes.joinIdle("a");
    for (String name : List.of("b", "c")) {
      AtomicInteger busy = new AtomicInteger();
      Llm model = SeveralNodes.asking(prompt -> {
        most.accumulateAndGet(busy.incrementAndGet(), Math::max);
        return nodes
            .vertx
            .timer(20, TimeUnit.MILLISECONDS)
            .compose(waited -> SeveralNodes.scripted().complete(prompt, Llm.Progress.NONE))
            .onComplete(done -> busy.decrementAndGet());
      });
      nodes.join(name, model, 1, Map.of("writer", 3, "architect", 3));
    }

    for (int i = 0; i < 6; i++) {
      await(a.studio().create("p" + i, new ProjectRequest("a shop", false)));
    }
    for (int i = 0; i < 6; i++) {
      untilSucceeded(a, "p" + i);
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void oneThatIsDrainedEndsWhatItHasAndHandsTheRestOver() {
    Queue<Promise<Void>> asked = new ConcurrentLinkedQueue<>();
    Llm model = SeveralNodes.asking(prompt -> {
      Promise<Void> gate = Promise.promise();
      asked.add(gate);
      return gate.future().compose(open -> SeveralNodes.scripted().complete(prompt, Llm.Progress.NONE));
    });
    Member a = nodes.join("a", model, 1, Map.of());
    Member b = nodes.joinIdle("b");
    await(b.studio().create("shop", new ProjectRequest("a shop", false)));
    SeveralNodes.until("the architect's model is asked", () -> !asked.isEmpty());

    Future<Void> drained = a.crew().drain(Duration.ofSeconds(20));
    asked.forEach(Promise::complete);
    await(drained);
    await(a.conductor().stepDown());
    nodes.own("shop", "b");
    nodes.leave("a");
    nodes.join("c", SeveralNodes.scripted(), 1, Map.of());

    untilSucceeded(b, "shop");
    assertThat(asked).as("what it had was told, and nothing else was begun").hasSize(1);
    assertThat(nodes.entries("shop").stream()
            .filter(entry ->
                entry.event() instanceof TaskStarted start && start.task().startsWith("architect")))
        .hasSize(1);
  }

  @Test
  void messagesOfTheMomentAreHeardOnEveryNode() {
    Member a = nodes.joinIdle("a");
    Member b = nodes.joinIdle("b");
    Queue<LiveMessage> heard = new ConcurrentLinkedQueue<>();
    a.studio().subscribeLive(heard::add);
    b.studio().subscribeLive(heard::add);
    LiveMessage passing = new LiveMessage("progress", "p", "b", "writer", "a.py", 3, "x");

    b.studio().publish(passing);

    SeveralNodes.until("both hear it", () -> heard.size() == 2);
    assertThat(heard).containsOnly(passing);
  }

  @Test
  void theBoardIsThatOfAllWhoAnswer() {
    Member a = nodes.joinIdle("a");
    nodes.joinIdle("b");
    nodes.own("p", "a");
    nodes.own("q", "b");
    await(a.studio().create("p", new ProjectRequest("a shop", false)));
    await(a.studio().create("q", new ProjectRequest("a bar", false)));

    assertThat(await(a.studio().queueSnapshot()).waiting()).isEqualTo(Map.of("environment", 2));
    assertThat(await(a.studio().activeProjects())).extracting(Project::id).containsExactly("p", "q");
  }

  @Test
  void whoAsksIsAnsweredAlsoByAHandlerThatThrows() {
    MessageBus.handleRequests(nodes.vertx, "broken", Message.Acknowledged.class, done -> {
      throw new IllegalStateException("a bug");
    });
    long beganMs = System.currentTimeMillis();

    for (Object letter : List.of(new Message.Acknowledged(), new Message.QueueSnapshotRequest())) {
      var failed =
          MessageBus.request(nodes.vertx, "broken", letter, 20_000, Message.Acknowledged.class);
      assertThat(catchThrowableOfType(Throwable.class, () -> await(failed))).isNotNull();
    }
    assertThat(System.currentTimeMillis() - beganMs).isLessThan(10_000);
  }
}
