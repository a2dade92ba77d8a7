package atelier.schedule;

import static atelier.Await.await;

import atelier.event.Entry;
import atelier.knowledge.LessonSubscriber;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.message.MessageBus;
import atelier.message.Ownership;
import atelier.role.Roles;
import atelier.role.Tools;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Several nodes in one process. They share an event bus, on which every message is encoded as JSON,
 * and a journal that accepts the entries of one leader per project.
 */
final class TestCluster implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final SimulatedJournal journal = new SimulatedJournal(new SplittableRandom(1), 0, entry -> {});
  private final Map<String, String> leaders = new ConcurrentHashMap<>();
  private final Set<String> presentNodes = ConcurrentHashMap.newKeySet();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final Map<String, Member> members = new LinkedHashMap<>();

  TestCluster() {
    MessageBus.registerCodecs(vertx, true);
  }

  /** A node of the cluster. */
  record Member(
      String name, StudioService studio, SchedulerVerticle scheduler, WorkerPool workerPool) {}

  private record SharedOwnership(
      String self, Map<String, String> leaders, Set<String> nodes, List<Runnable> watchers)
      implements Ownership {
    @Override
    public String ownerOf(String project) {
      return leaders.getOrDefault(project, "a");
    }

    @Override
    public void watch(Runnable changed) {
      watchers.add(changed);
    }
  }

  Member join(String name, Llm llm, int slots, Map<String, Integer> agents) {
    Tools tools = new ScriptedTools(new SplittableRandom(1), 0).tools();
    return join(
        name,
        new Tools(
            name,
            llm,
            tools.prompts(),
            tools.scanner(),
            tools.toolchains(),
            tools.sandbox(),
            tools.prober(),
            tools.packages(),
            tools.workspace(),
            tools.paths(),
            tools.research(),
            tools.knowledge(),
            tools.policy(),
            tools.liveMessages()),
        slots,
        agents);
  }

  Member join(String name, Tools tools, int slots, Map<String, Integer> agents) {
    presentNodes.add(name);
    SharedOwnership ownership = new SharedOwnership(name, leaders, presentNodes, watchers);
    var nodeJournal = journal.viewOf(name);
    nodeJournal.subscribe(LessonSubscriber.savingTo(tools.knowledge()));
    SchedulerVerticle scheduler =
        new SchedulerVerticle(nodeJournal, ownership, 64, paths -> Optional.empty(), project -> {});
    WorkerPool workerPool = await(Agents.deploy(
        vertx,
        nodeJournal,
        ownership,
        scheduler,
        tools,
        agents,
        role -> new ModelSlots("", slots)));
    Member member =
        new Member(name, new StudioService(vertx, nodeJournal, ownership), scheduler, workerPool);
    members.put(name, member);
    watchers.forEach(Runnable::run);
    return member;
  }

  /** Adds a node that leads projects and has no agents. */
  Member joinWithoutAgents(String name) {
    Map<String, Integer> none = new LinkedHashMap<>();
    Roles.ALL.forEach(row -> none.put(row.role().name(), 0));
    return join(name, scriptedLlm(), 1, none);
  }

  Member member(String name) {
    return Objects.requireNonNull(members.get(name));
  }

  static Llm scriptedLlm() {
    return new ScriptedTools(new SplittableRandom(1), 0).tools().llm();
  }

  void setLeader(String project, String node) {
    leaders.put(project, node);
    watchers.forEach(Runnable::run);
  }

  /** Removes a node from the membership; its messages still arrive, as in a network partition. */
  void leave(String node) {
    presentNodes.remove(node);
    watchers.forEach(Runnable::run);
  }

  List<Entry> entries(String project) {
    return await(journal.read(project, 0, 10_000));
  }

  /** Waits for a condition, at most 30 seconds. */
  static void waitUntil(String condition, BooleanSupplier holds) {
    long deadlineNs = System.nanoTime() + 30_000_000_000L;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadlineNs) {
        throw new AssertionError("waited 30 seconds in vain until " + condition);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  /** A model that returns what {@code answer} returns. */
  static Llm llmOf(java.util.function.Function<Prompt, Future<Completion>> answer) {
    return new Llm() {
      @Override
      public Future<Completion> complete(Prompt prompt, Progress progress) {
        return answer.apply(prompt);
      }

      @Override
      public Future<List<Health>> health() {
        return Future.succeededFuture(List.of(new Health("m", "e", true, "", "")));
      }
    };
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
