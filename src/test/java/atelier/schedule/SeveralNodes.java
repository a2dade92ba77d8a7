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
 * Nodes that share an event bus, on which every message travels as JSON, and a journal that takes
 * the word of one of them for each project.
 */
final class SeveralNodes implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final SimulatedJournal journal = new SimulatedJournal(new SplittableRandom(1), 0, entry -> {});
  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final Set<String> present = ConcurrentHashMap.newKeySet();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final Map<String, Member> members = new LinkedHashMap<>();

  SeveralNodes() {
    MessageBus.registerCodecs(vertx, true);
  }

  /** One of them. */
  record Member(String name, StudioService studio, SchedulerVerticle conductor, WorkerPool crew) {}

  private record View(
      String self, Map<String, String> owners, Set<String> nodes, List<Runnable> watchers)
      implements Ownership {
    @Override
    public String ownerOf(String project) {
      return owners.getOrDefault(project, "a");
    }

    @Override
    public void watch(Runnable changed) {
      watchers.add(changed);
    }
  }

  Member join(String name, Llm llm, int slots, Map<String, Integer> agents) {
    Tools tools = new ScriptedStudio(new SplittableRandom(1), 0).tools();
    return join(
        name,
        new Tools(
            name,
            llm,
            tools.prompts(),
            tools.scanner(),
            tools.toolchains(),
            tools.sandbox(),
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
    present.add(name);
    View ownership = new View(name, owners, present, watchers);
    var own = journal.of(name);
    own.subscribe(LessonSubscriber.savingTo(tools.knowledge()));
    SchedulerVerticle conductor =
        new SchedulerVerticle(own, ownership, 64, paths -> Optional.empty(), project -> {});
    WorkerPool crew = await(Agents.deploy(
        vertx, own, ownership, conductor, tools, agents, role -> new ModelSlots("", slots)));
    Member member = new Member(name, new StudioService(vertx, own, ownership), conductor, crew);
    members.put(name, member);
    watchers.forEach(Runnable::run);
    return member;
  }

  /** Conducts projects and has no agents. */
  Member joinIdle(String name) {
    Map<String, Integer> none = new LinkedHashMap<>();
    Roles.ALL.forEach(row -> none.put(row.role().name(), 0));
    return join(name, scripted(), 1, none);
  }

  Member member(String name) {
    return Objects.requireNonNull(members.get(name));
  }

  static Llm scripted() {
    return new ScriptedStudio(new SplittableRandom(1), 0).tools().llm();
  }

  void own(String project, String node) {
    owners.put(project, node);
    watchers.forEach(Runnable::run);
  }

  /** A node is not seen any more; what it says is heard all the same, as from beyond a cut. */
  void leave(String node) {
    present.remove(node);
    watchers.forEach(Runnable::run);
  }

  List<Entry> entries(String project) {
    return await(journal.read(project, 0, 10_000));
  }

  /** Waits, at most half a minute. */
  static void until(String what, BooleanSupplier holds) {
    long untilNs = System.nanoTime() + 30_000_000_000L;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > untilNs) {
        throw new AssertionError("it did not come to pass that " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  /** A model that answers as {@code answer} says. */
  static Llm asking(java.util.function.Function<Prompt, Future<Completion>> answer) {
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
