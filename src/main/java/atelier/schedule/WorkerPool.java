package atelier.schedule;

import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.journal.Journal;
import atelier.message.LeaderClient;
import atelier.message.LeasedTask;
import atelier.message.Message;
import atelier.message.MessageBus;
import atelier.message.Ownership;
import atelier.message.ReadBarrier;
import atelier.message.TaskGrant;
import atelier.role.Capabilities;
import atelier.role.Roles;
import atelier.role.Tools;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A node's agents together: asks conductors for what a free one can do, has it done, tells what
 * became of it.
 */
public final class WorkerPool extends VerticleBase {
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
  private final ClaimPolicy roster;
  private final Map<String, Integer> agents;
  private final Map<String, Deque<AgentVerticle<?>>> free = new HashMap<>();
  private final Map<String, LeasedTask> inHand = new LinkedHashMap<>();
  private final Promise<Void> idle = Promise.promise();
  private Capabilities capabilities;
  private boolean willLook;
  private boolean drained;

  WorkerPool(
      Journal journal,
      Ownership ownership,
      Tools tools,
      Collection<AgentVerticle<?>> agents,
      Map<String, ModelSlots> models) {
    this.journal = journal;
    this.ownership = ownership;
    this.tools = tools;
    agents.forEach(agent -> agents(agent.role()).add(agent));
    this.agents = free.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(
            Map.Entry::getKey, one -> one.getValue().size()));
    roster = new ClaimPolicy(this.agents, models);
    capabilities = Capabilities.none(ownership.self());
  }

  private Deque<AgentVerticle<?>> agents(String role) {
    return free.computeIfAbsent(role, name -> new ArrayDeque<>());
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
    MessageBus.register(vertx);
    Promise<Void> begun = Promise.promise();
    Capabilities.detect(ownership.self(), agents, tools)
        .onComplete(found -> context.runOnContext(turn -> {
          if (found.failed()) {
            begun.fail(found.cause());
          } else {
            capabilities = found.result();
            work().<Void>mapEmpty().onComplete(begun);
          }
        }));
    return begun.future();
  }

  private Future<?> work() {
    ReadBarrier sight = new ReadBarrier(vertx, journal);
    LeaderClient courier = new LeaderClient(vertx, ownership);
    var offers = MessageBus.hear(vertx, MessageBus.OFFERS, Message.Offers.class, told -> {
      roster.heard(told.node(), told.offers(), nowMs());
      look(sight, courier);
    });
    vertx.setPeriodic(0, BEAT_MS, timer -> {
      vertx.eventBus().publish(MessageBus.CAPABILITIES, capabilities);
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
    Map<String, List<LeasedTask>> byOwner = inHand.values().stream()
        .collect(Collectors.groupingBy(task -> ownership.ownerOf(task.project())));
    byOwner.forEach((owner, tasks) -> vertx
        .eventBus()
        .send(MessageBus.Address.BEAT.at(owner), new Message.Heartbeat(ownership.self(), tasks)));
  }

  private void look(ReadBarrier sight, LeaderClient courier) {
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

  private void claim(ClaimPolicy.Ask ask, ReadBarrier sight, LeaderClient courier) {
    Message.Claim claim =
        new Message.Claim(ask.role(), capabilities, Instant.now().plusMillis(CLAIM_MS));
    MessageBus.request(
            vertx,
            MessageBus.Address.CLAIM.at(ask.conductor()),
            claim,
            CLAIM_MS,
            Message.ClaimReply.class)
        .map(Message.ClaimReply::grant)
        .onComplete(answer -> {
          TaskGrant grant = answer.succeeded() ? answer.result() : null;
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
  private Future<Void> perform(TaskGrant grant, ReadBarrier sight, LeaderClient courier) {
    LeasedTask task = grant.held();
    inHand.put(grant.id(), task);
    AgentVerticle<?> agent = agents(grant.role()).remove();
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
  private Future<Void> tell(LeasedTask task, List<Event> events, LeaderClient courier) {
    return told(task, events, courier)
        .recover(problem -> MessageBus.unreadable(problem)
            ? told(
                task,
                List.of(new TaskFailed(
                    task.key(), task.file(), "its result cannot travel: " + problem.getMessage())),
                courier)
            : Future.failedFuture(problem));
  }

  private static Future<Void> told(LeasedTask task, List<Event> events, LeaderClient courier) {
    return courier
        .bring(
            task.project(),
            MessageBus.Address.RESULT,
            new Message.Result(task, events),
            RESULT_TRY_MS,
            RESULT_MS,
            Message.Acknowledged.class)
        .mapEmpty();
  }

  private void giveBack(LeasedTask task) {
    vertx
        .eventBus()
        .send(
            MessageBus.Address.RETURN.at(ownership.ownerOf(task.project())),
            new Message.TaskReturned(task));
  }

  private void done(TaskGrant grant, ReadBarrier sight, LeaderClient courier) {
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
      capabilities = Capabilities.none(ownership.self());
      vertx.eventBus().publish(MessageBus.CAPABILITIES, capabilities);
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
