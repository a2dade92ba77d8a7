package atelier.schedule;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.cancel.Cancellation;
import atelier.event.Event;
import atelier.event.Event.HintGiven;
import atelier.event.Event.TaskFailed;
import atelier.event.EventTexts;
import atelier.message.TaskGrant;
import atelier.project.Project;
import atelier.role.Role;
import atelier.role.Task;
import atelier.role.Tools;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import atelier.sandbox.TimeLimit;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent is free again whatever its role does. */
final class AgentVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private final Cancellation cancellation = new Cancellation();
  private final Tools tools = new ScriptedTools(new SplittableRandom(1), 0).tools();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private record Work(String project, String file, String name) implements Task {}

  /** A role whose work is given by the test. */
  private record TestRole(Function<Tools, Future<List<Event>>> work) implements Role<Work> {
    @Override
    public String name() {
      return "runner";
    }

    @Override
    public Class<Work> taskType() {
      return Work.class;
    }

    @Override
    public Stream<Work> dueTasks(Project project) {
      return Stream.of();
    }

    @Override
    public Future<List<Event>> perform(Work task, Tools tools) {
      return work.apply(tools);
    }
  }

  private List<Event> perform(Duration deadline, Supplier<Future<List<Event>>> work) {
    return perform(tools, deadline, unused -> work.get());
  }

  private List<Event> perform(
      Tools tools, Duration deadline, Function<Tools, Future<List<Event>>> work) {
    AgentVerticle<Work> agent = new AgentVerticle<>(
        new TestRole(work),
        tools,
        deadline,
        event -> EventTexts.map(event, text -> text.replace("canary-42", "[redacted]")));
    await(vertx.deployVerticle(agent, AgentVerticle.options(1)));
    Work task = new Work("p", "a.py", "run");
    return await(
        agent.perform(new TaskGrant("1", "n", "runner", "runner:run", 0, task), cancellation));
  }

  @Test
  void resultsAndFailuresHaveNoSecretsOfThisNode() {
    List<Event> result = perform(
        Duration.ofMinutes(1),
        () -> Future.succeededFuture(List.of(new HintGiven("a.py", "is canary-42"))));
    List<Event> failed =
        perform(Duration.ofMinutes(1), () -> Future.failedFuture(new Exception("no canary-42")));

    assertThat(result).containsExactly(new HintGiven("a.py", "is [redacted]"));
    assertThat(failed)
        .containsExactly(
            new TaskFailed("runner:run", "a.py", "java.lang.Exception: no [redacted]"));
  }

  static Stream<Throwable> bugs() {
    return Stream.of(
        new IllegalStateException("a bug"),
        new StackOverflowError("too deep"),
        new OutOfMemoryError("Requested array size exceeds VM limit"),
        new AssertionError("wrong"),
        new NoClassDefFoundError("gone"));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void whateverARoleThrowsEndsTheTask(Throwable bug) {
    List<Event> thrown = perform(Duration.ofMinutes(1), () -> {
      throw sneaky(bug);
    });
    List<Event> failed = perform(Duration.ofMinutes(1), () -> Future.failedFuture(bug));

    assertThat(thrown)
        .isEqualTo(failed)
        .containsExactly(new TaskFailed("runner:run", "a.py", bug.toString()));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable bug) throws T {
    throw (T) bug;
  }

  @Test
  void aTaskThatNeverEndsFailsAtItsDeadline() {
    List<Event> events =
        perform(Duration.ofMillis(20), () -> Promise.<List<Event>>promise().future());

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            TaskFailed.class, failed -> assertThat(failed.reason()).contains("did not end within"));
  }

  @Test
  void whatToolsReturnIsReadOnAnAgentsThread() {
    Sandbox elsewhere = new Sandbox() {
      @Override
      public String name() {
        return "elsewhere";
      }

      @Override
      public Future<JobResult> run(Job job) {
        Promise<JobResult> promise = Promise.promise();
        new Thread(() -> promise.fail("ended"), "elsewhere").start();
        return promise.future();
      }
    };
    Tools withSandbox =
        ScriptedTools.real(null, elsewhere, tools.toolchains(), Duration.ofSeconds(1));

    List<Event> events = perform(withSandbox, Duration.ofMinutes(1), given -> {
      String started = Thread.currentThread().getName();
      return given
          .sandbox()
          .run(new Job(List.of("true"), Map.of(), Map.of(), TimeLimit.ofCpu("a", Duration.ZERO)))
          .<List<Event>>map(unused -> List.of())
          .otherwise(ended -> List.of(
              new Event.ResearchRequest(started),
              new Event.ResearchRequest(Thread.currentThread().getName())));
    });

    assertThat(events)
        .hasSize(2)
        .allSatisfy(event ->
            assertThat(((Event.ResearchRequest) event).question()).startsWith("atelier-agent"));
  }

  @Test
  void aResultInTimeIsKept() {
    List<Event> result = List.of(new Event.ResearchRequest("q"));

    assertThat(perform(Duration.ofMinutes(1), () -> Future.succeededFuture(result)))
        .isEqualTo(result);
  }

  @Test
  void aCancelledTaskEndsThoughItsProgramDoesNot() {
    Promise<Job> started = Promise.promise();
    Sandbox endless = new Sandbox() {
      @Override
      public String name() {
        return "endless";
      }

      @Override
      public Future<JobResult> run(Job job) {
        started.complete(job);
        return Promise.<JobResult>promise().future();
      }
    };
    Tools withSandbox = ScriptedTools.real(null, endless, tools.toolchains(), Duration.ZERO);
    Job job = new Job(List.of("true"), Map.of(), Duration.ofMinutes(1));
    started.future().onSuccess(running -> cancellation.cancel());

    assertThatThrownBy(() -> perform(
            withSandbox,
            Duration.ofMinutes(1),
            given -> given.sandbox().run(job).map(ended -> List.of())))
        .isInstanceOf(CancellationException.class);
    assertThat(started.future().result().cancellation()).isSameAs(cancellation);
  }

  @Test
  void aLateTaskIsStoppedToo() {
    Promise<Void> stopped = Promise.promise();

    List<Event> events = perform(
        Duration.ofMillis(20),
        () ->
            cancellation.whileRunning(Promise.<List<Event>>promise().future(), stopped::complete));

    assertThat(events).singleElement().isInstanceOf(TaskFailed.class);
    await(stopped.future());
  }
}
