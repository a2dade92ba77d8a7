package atelier.role;

import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A node's agents together: asks conductors for what a free one can do, has it done, tells what
 * became of it.
 */
public final class Crew extends VerticleBase {
  private static final long BEAT_MS = 2_000;
  /** Before a new conductor opens what has become its own: it need not give it out again. */
  private static final long SOON_MS = 200;

  private static final long CLAIM_MS = 2_000;
  private static final long RESULT_TRY_MS = 10_000;
  private static final long RESULT_MS = 30_000;
  private static final long SIGHT_MS = 10_000;

  private final Journal journal;
  private final Ownership ownership;
  private final Tools tools;
  private final Roster roster;
  private final Map<String, Integer> agents;
  private final Map<String, Deque<RoleVerticle<?>>> free = new HashMap<>();
  private final Map<String, Held> inHand = new LinkedHashMap<>();
  private final Promise<Void> idle = Promise.promise();
  private Capabilities capabilities;
  private boolean willLook;
  private boolean drained;

  Crew(
      Journal journal,
      Ownership ownership,
      Tools tools,
      Collection<RoleVerticle<?>> agents,
      Map<String, ModelSlots> models) {
    this.journal = journal;
    this.ownership = ownership;
    this.tools = tools;
    agents.forEach(agent -> agents(agent.role()).add(agent));
    this.agents = free.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(
            Map.Entry::getKey, one -> one.getValue().size()));
    roster = new Roster(this.agents, models);
    capabilities =
        new Capabilities(ownership.self(), this.agents, Set.of(), Set.of(), hasSandbox(tools));
  }

  private Deque<RoleVerticle<?>> agents(String role) {
    return free.computeIfAbsent(role, name -> new ArrayDeque<>());
  }

  private static boolean hasSandbox(Tools tools) {
    return tools.sandbox().unavailable().isEmpty();
  }

  /** The roles that have agents here, in the order of {@link Roles}. */
  public List<String> roles() {
    return Roles.ALL.stream()
        .map(row -> row.role().name())
        .filter(agents::containsKey)
        .toList();
  }

  /** What is found out elsewhere is told on any thread; all of a crew is for its own context. */
  @Override
  public Future<?> start() {
    Bus.register(vertx);
    Promise<Void> begun = Promise.promise();
    Future.all(tools.toolchains().languages(), tools.toolchains().installed())
        .onComplete(found -> context.runOnContext(turn -> {
          if (found.failed()) {
            begun.fail(found.cause());
          } else {
            capabilities = found(found.result().resultAt(0), found.result().resultAt(1));
            work().<Void>mapEmpty().onComplete(begun);
          }
        }));
    return begun.future();
  }

  private Capabilities found(Set<String> languages, List<String> installed) {
    return new Capabilities(
        ownership.self(),
        agents,
        languages,
        installed.stream().map(one -> one.split(" ", 2)[0]).collect(Collectors.toSet()),
        hasSandbox(tools));
  }

  private Future<?> work() {
    Sight sight = new Sight(vertx, journal);
    Courier courier = new Courier(vertx, ownership);
    var offers = Bus.hear(vertx, Bus.OFFERS, Letter.Offers.class, told -> {
      roster.heard(told.node(), told.offers(), nowMs());
      look(sight, courier);
    });
    vertx.setPeriodic(0, BEAT_MS, timer -> {
      vertx.eventBus().publish(Bus.CAPABILITIES, capabilities);
      beat();
    });
    ownership.watch(() -> context.runOnContext(turn -> {
      beat();
      vertx.setTimer(SOON_MS, timer -> beat());
    }));
    return offers.completion();
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Every conductor hears what is in hand of its projects, whoever gave it. */
  private void beat() {
    Map<String, List<Held>> byOwner = inHand.values().stream()
        .collect(Collectors.groupingBy(task -> ownership.ownerOf(task.project())));
    byOwner.forEach((owner, tasks) ->
        vertx.eventBus().send(Bus.Call.BEAT.at(owner), new Letter.Beat(ownership.self(), tasks)));
  }

  private void look(Sight sight, Courier courier) {
    roster.asks(nowMs()).forEach(ask -> claim(ask, sight, courier));
    OptionalLong next = roster.nextMs(nowMs());
    if (next.isPresent() && !willLook) {
      willLook = true;
      vertx.setTimer(Math.max(1, next.getAsLong() - nowMs()), timer -> {
        willLook = false;
        look(sight, courier);
      });
    }
  }

  private void claim(Roster.Ask ask, Sight sight, Courier courier) {
    Letter.Claim claim =
        new Letter.Claim(ask.role(), capabilities, Instant.now().plusMillis(CLAIM_MS));
    Bus.request(vertx, Bus.Call.CLAIM.at(ask.conductor()), claim, CLAIM_MS, Letter.Answer.class)
        .map(Letter.Answer::grant)
        .onComplete(answer -> {
          Grant grant = answer.succeeded() ? answer.result() : null;
          if (grant == null) {
            roster.refused(ask);
          } else {
            roster.given(ask, grant.task().project());
            perform(grant, sight, courier)
                .onComplete(told -> context.runOnContext(turn -> done(grant, sight, courier)));
          }
          look(sight, courier);
        });
  }

  /** Done only when this node sees what the task was derived from; given back otherwise. */
  private Future<Void> perform(Grant grant, Sight sight, Courier courier) {
    Held task = grant.held();
    inHand.put(grant.id(), task);
    RoleVerticle<?> agent = agents(grant.role()).remove();
    return sight
        .of(task.project(), grant.seq(), SIGHT_MS)
        .transform(seen -> {
          if (seen.failed()) {
            giveBack(task);
            return Future.<Void>succeededFuture();
          }
          return agent.perform(grant).compose(events -> tell(task, events, courier));
        })
        .onComplete(told -> context.runOnContext(turn -> agents(grant.role()).add(agent)));
  }

  /** Told to whoever conducts the project by now; what nobody takes will be due again. */
  private Future<Void> tell(Held task, List<Event> events, Courier courier) {
    return told(task, events, courier)
        .recover(problem -> Bus.unreadable(problem)
            ? told(
                task,
                List.of(new TaskFailed(
                    task.key(), task.file(), "its result cannot travel: " + problem.getMessage())),
                courier)
            : Future.failedFuture(problem));
  }

  private static Future<Void> told(Held task, List<Event> events, Courier courier) {
    return courier
        .bring(
            task.project(),
            Bus.Call.RESULT,
            new Letter.Result(task, events),
            RESULT_TRY_MS,
            RESULT_MS,
            Letter.Done.class)
        .mapEmpty();
  }

  private void giveBack(Held task) {
    vertx
        .eventBus()
        .send(Bus.Call.RETURN.at(ownership.ownerOf(task.project())), new Letter.Returned(task));
  }

  private void done(Grant grant, Sight sight, Courier courier) {
    inHand.remove(grant.id());
    roster.done(grant.role());
    if (drained && inHand.isEmpty()) {
      idle.tryComplete();
    }
    look(sight, courier);
  }

  /**
   * Asks for nothing more and lets what is in hand come to its end; what does not within {@code
   * timeout} is given back. From any thread.
   */
  public Future<Void> drain(Duration timeout) {
    context.runOnContext(turn -> {
      drained = true;
      roster.drain();
      capabilities = new Capabilities(ownership.self(), Map.of(), Set.of(), Set.of(), false);
      vertx.eventBus().publish(Bus.CAPABILITIES, capabilities);
      if (inHand.isEmpty()) {
        idle.tryComplete();
      }
      vertx.setTimer(Math.max(1, timeout.toMillis()), late -> {
        new ArrayList<>(inHand.values()).forEach(this::giveBack);
        idle.tryComplete();
      });
    });
    return idle.future();
  }
}
