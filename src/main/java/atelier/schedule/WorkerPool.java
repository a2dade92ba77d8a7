package atelier.schedule;

import atelier.cancel.Cancellation;
import atelier.message.LeaderClient;
import atelier.message.LeasedTask;
import atelier.message.Message;
import atelier.message.MessageBus;
import atelier.message.MessageBus.Address;
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
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs a node's agents: claims tasks from schedulers for idle agents, has them performed, renews
 * their leases with heartbeats, and reports the results. Runs on one event-loop thread.
 */
public final class WorkerPool extends VerticleBase {
  private static final long HEARTBEAT_MS = 2_000;
  /** Before a new leader opens its projects, so that it does not grant their tasks again. */
  private static final long SECOND_HEARTBEAT_MS = 200;

  private static final long CLAIM_TIMEOUT_MS = 2_000;
  private static final long READ_BARRIER_TIMEOUT_MS = 10_000;

  private final Ownership ownership;
  private final ResultReporter reporter;
  private final ReadBarrier readBarrier;
  private final Tools tools;
  private final ClaimPolicy claimPolicy;
  private final Map<String, Integer> agentCounts;
  private final Map<String, Deque<AgentVerticle<?>>> freeAgents = new HashMap<>();
  private final RunningTasks runningTasks = new RunningTasks();
  private final Promise<Void> drainedPromise = Promise.promise();
  private Capabilities capabilities;
  private boolean claimTimerSet;
  private boolean draining;

  WorkerPool(
      Ownership ownership,
      LeaderClient leaderClient,
      ReadBarrier readBarrier,
      Tools tools,
      Collection<AgentVerticle<?>> agents,
      Map<String, ModelSlots> modelSlots) {
    this.ownership = ownership;
    reporter = new ResultReporter(leaderClient);
    this.readBarrier = readBarrier;
    this.tools = tools;
    agents.forEach(agent -> freeAgents(agent.role()).add(agent));
    this.agentCounts = freeAgents.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(
            Map.Entry::getKey, entry -> entry.getValue().size()));
    claimPolicy = new ClaimPolicy(this.agentCounts, modelSlots);
    capabilities = Capabilities.none(ownership.self());
  }

  private Deque<AgentVerticle<?>> freeAgents(String role) {
    return freeAgents.computeIfAbsent(role, name -> new ArrayDeque<>());
  }

  /** The roles that have agents here, in the order of {@link Roles}. */
  public List<String> roles() {
    return Roles.ALL.stream()
        .map(staffing -> staffing.role().name())
        .filter(agentCounts::containsKey)
        .toList();
  }

  /** Capabilities are detected on any thread; the pool starts on its own context. */
  @Override
  public Future<?> start() {
    MessageBus.registerCodecs(vertx);
    Promise<Void> started = Promise.promise();
    Capabilities.detect(ownership.self(), agentCounts, tools)
        .onComplete(detected -> context.runOnContext(turn -> {
          if (detected.failed()) {
            started.fail(detected.cause());
          } else {
            capabilities = detected.result();
            startClaiming().<Void>mapEmpty().onComplete(started);
          }
        }));
    return started.future();
  }

  private Future<?> startClaiming() {
    var offers = MessageBus.subscribe(vertx, MessageBus.OFFERS, Message.Offers.class, message -> {
      claimPolicy.recordOffers(message.node(), message.offers(), nowMs());
      claimTasks();
    });
    var withdrawals = MessageBus.subscribe(
        vertx,
        Address.TASK_WITHDRAWN.at(ownership.self()),
        Message.TaskWithdrawn.class,
        withdrawn -> runningTasks.cancel(withdrawn.task().grantId()));
    vertx.setPeriodic(0, HEARTBEAT_MS, timer -> {
      vertx.eventBus().publish(MessageBus.CAPABILITIES, capabilities());
      sendHeartbeats();
    });
    ownership.watch(() -> context.runOnContext(turn -> {
      sendHeartbeats();
      vertx.setTimer(SECOND_HEARTBEAT_MS, timer -> sendHeartbeats());
    }));
    return Future.all(offers.completion(), withdrawals.completion());
  }

  private Capabilities capabilities() {
    return capabilities.withLayersOf(tools);
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Sends each leader the tasks of its projects, also those that another node granted. */
  private void sendHeartbeats() {
    Map<String, List<LeasedTask>> tasksByLeader = runningTasks
        .leased()
        .collect(Collectors.groupingBy(task -> ownership.ownerOf(task.project())));
    tasksByLeader.forEach((leader, tasks) -> vertx
        .eventBus()
        .send(Address.HEARTBEAT.at(leader), new Message.Heartbeat(ownership.self(), tasks)));
  }

  private void claimTasks() {
    claimPolicy.planClaims(nowMs()).forEach(this::sendClaim);
    OptionalLong nextMs = claimPolicy.nextClaimableMs(nowMs());
    if (nextMs.isPresent() && !claimTimerSet) {
      claimTimerSet = true;
      vertx.setTimer(Math.max(1, nextMs.getAsLong() - nowMs()), timer -> {
        claimTimerSet = false;
        claimTasks();
      });
    }
  }

  private void sendClaim(ClaimPolicy.PlannedClaim claim) {
    Message.Claim message =
        new Message.Claim(claim.role(), capabilities(), Instant.now().plusMillis(CLAIM_TIMEOUT_MS));
    MessageBus.request(
            vertx,
            Address.CLAIM.at(claim.schedulerNode()),
            message,
            CLAIM_TIMEOUT_MS,
            Message.ClaimReply.class)
        .map(Message.ClaimReply::grant)
        .onComplete(reply -> {
          TaskGrant grant = reply.succeeded() ? reply.result() : null;
          if (grant == null) {
            claimPolicy.recordRefusal(claim);
          } else {
            claimPolicy.recordGrant(claim, grant.task().project());
            perform(grant).onComplete(reported -> context.runOnContext(turn -> finishTask(grant)));
          }
          claimTasks();
        });
  }

  /** Performs a task once this node has the state that it is derived from; else returns it. */
  private Future<Void> perform(TaskGrant grant) {
    LeasedTask task = grant.leasedTask();
    Cancellation cancellation = runningTasks.add(grant);
    AgentVerticle<?> agent = freeAgents(grant.role()).remove();
    return readBarrier
        .awaitEntry(task.project(), grant.seq(), READ_BARRIER_TIMEOUT_MS)
        .transform(reached -> {
          if (reached.failed()) {
            returnTask(task);
            return Future.<Void>succeededFuture();
          }
          return agent
              .perform(grant, cancellation)
              .onFailure(cancelled -> returnTask(task))
              .compose(events -> reporter.report(task, events));
        })
        .onComplete(
            reported -> context.runOnContext(turn -> freeAgents(grant.role()).add(agent)));
  }

  private void returnTask(LeasedTask task) {
    vertx
        .eventBus()
        .send(
            Address.TASK_RETURNED.at(ownership.ownerOf(task.project())),
            new Message.TaskReturned(task));
  }

  /** Closes the connections to models and ends programs, which nobody waits for any more. */
  @Override
  public Future<?> stop() {
    claimPolicy.drain();
    runningTasks.cancelAll();
    return Future.succeededFuture();
  }

  private void finishTask(TaskGrant grant) {
    runningTasks.remove(grant.id());
    claimPolicy.releaseAgent(grant.role());
    if (draining && runningTasks.isEmpty()) {
      drainedPromise.tryComplete();
    }
    claimTasks();
  }

  /**
   * Claims no further tasks and waits for the running ones; returns and stops those that do not
   * end within {@code timeout}. Callable from any thread.
   */
  public Future<Void> drain(Duration timeout) {
    context.runOnContext(turn -> {
      draining = true;
      claimPolicy.drain();
      capabilities = Capabilities.none(ownership.self());
      vertx.eventBus().publish(MessageBus.CAPABILITIES, capabilities);
      if (runningTasks.isEmpty()) {
        drainedPromise.tryComplete();
      }
      vertx.setTimer(Math.max(1, timeout.toMillis()), elapsed -> {
        runningTasks.leased().forEach(this::returnTask);
        runningTasks.cancelAll();
        drainedPromise.tryComplete();
      });
    });
    return drainedPromise.future();
  }
}
