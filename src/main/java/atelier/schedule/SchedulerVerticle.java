package atelier.schedule;

import atelier.event.Event;
import atelier.journal.Journal;
import atelier.message.LeasedTask;
import atelier.message.Message;
import atelier.message.MessageBus;
import atelier.message.MessageBus.Address;
import atelier.message.Ownership;
import atelier.message.TaskOffer;
import atelier.project.PathRule;
import atelier.project.Project;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Roles;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Connects the {@link Scheduler} to the event bus: publishes offers, and handles claims, results,
 * heartbeats and commands for the projects that this node leads. {@link Tenure} opens and releases
 * them. Runs on one event-loop thread, on which all of the scheduler is called.
 */
public final class SchedulerVerticle extends VerticleBase {
  private static final Logger LOG = Logger.getLogger(SchedulerVerticle.class.getName());
  private static final long TICK_MS = 500;
  private static final int MAX_REMEMBERED_COMMANDS = 1_000;

  private final Journal journal;
  private final Ownership ownership;
  private final PathRule paths;
  private final Consumer<Project> stateListener;
  private final Set<String> rolesToOffer = new LinkedHashSet<>();
  private final NodeRegistry nodeRegistry = new NodeRegistry(Clock.systemUTC());
  private final BoundedCache<Future<Message.CommandReply>> commandReplies =
      new BoundedCache<>(MAX_REMEMBERED_COMMANDS);
  private final Scheduler scheduler;
  private boolean steppedDown;
  private Optional<Tenure> tenure = Optional.empty();

  /**
   * Creates the scheduler of a node.
   *
   * @param ownership decides which projects this node leads
   * @param maxProjects how many projects are worked on at a time; others are queued, oldest first
   * @param paths the file paths that are allowed in an edited blueprint
   * @param stateListener receives each new state of a project, on this verticle's thread
   */
  public SchedulerVerticle(
      Journal journal,
      Ownership ownership,
      int maxProjects,
      PathRule paths,
      Consumer<Project> stateListener) {
    this.journal = journal;
    this.ownership = ownership;
    this.paths = paths;
    this.stateListener = stateListener;
    this.scheduler = createScheduler(maxProjects);
  }

  private Scheduler createScheduler(int maxProjects) {
    List<Role<?>> roles = Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).toList();
    return new Scheduler(
        journal, ownership, Clock.systemUTC(), roles, maxProjects, new Scheduler.Listener() {
          @Override
          public void onTaskReady(String role) {
            publishOfferSoon(role);
          }

          @Override
          public void onTaskWithdrawn(LeasedTask task) {
            String agents = Address.TASK_WITHDRAWN.at(task.node());
            vertx.eventBus().send(agents, new Message.TaskWithdrawn(task));
          }

          @Override
          public void onStateChanged(Project project) {
            stateListener.accept(project);
          }

          @Override
          public void onLeadershipLost(String project) {
            tenure.ifPresent(Tenure::look);
          }
        });
  }

  /** Opens every project that has not ended. Recovery after a crash needs nothing else. */
  @Override
  public Future<?> start() {
    MessageBus.registerCodecs(vertx);
    vertx.setPeriodic(TICK_MS, timer -> scheduler.tick());
    Tenure newTenure = new Tenure(vertx, context, journal, ownership, scheduler);
    tenure = Optional.of(newTenure);
    ownership.watch(
        () -> context.runOnContext(turn -> nodeRegistry.retainNodes(ownership.nodes())));
    return Future.all(registerHandlers().map(MessageConsumer::completion).toList())
        .compose(listening -> newTenure.begin());
  }

  private Stream<MessageConsumer<Object>> registerHandlers() {
    return Stream.of(
        handle(Address.CLAIM, Message.Claim.class, this::handleClaim),
        handle(Address.TASK_RESULT, Message.TaskResult.class, this::handleResult),
        handle(Address.COMMAND, Message.CommandRequest.class, this::handleCommand),
        handle(Address.IDLE, Message.IdleRequest.class, this::handleIdleRequest),
        handle(
            Address.QUEUE_SNAPSHOT,
            Message.QueueSnapshotRequest.class,
            request -> Future.succeededFuture(scheduler.queueSnapshot())),
        subscribe(
            Address.HEARTBEAT,
            Message.Heartbeat.class,
            heartbeat -> scheduler.renewLeases(heartbeat.node(), heartbeat.tasks())),
        subscribe(
            Address.TASK_RETURNED,
            Message.TaskReturned.class,
            returned -> scheduler.returnTask(returned.task())),
        MessageBus.subscribe(
            vertx, MessageBus.CAPABILITIES, Capabilities.class, nodeRegistry::register));
  }

  private <T> MessageConsumer<Object> handle(
      Address address, Class<T> type, Function<T, ? extends Future<?>> handler) {
    return MessageBus.handleRequests(vertx, address.at(ownership.self()), type, handler);
  }

  private <T> MessageConsumer<Object> subscribe(
      Address address, Class<T> type, Consumer<T> listener) {
    return MessageBus.subscribe(vertx, address.at(ownership.self()), type, listener);
  }

  @Override
  public Future<?> stop() {
    tenure.ifPresent(Tenure::end);
    return Future.succeededFuture();
  }

  /** Releases every project, so that other nodes lead them, and accepts no further work. */
  public Future<Void> stepDown() {
    return callOnContext(() -> {
      steppedDown = true;
      tenure.ifPresent(Tenure::end);
      scheduler.openProjects().releaseAll();
      return Future.succeededFuture();
    });
  }

  /** Appends an event for a test in place of an agent's result. Callable from any thread. */
  Future<Project> appendEvent(String project, Event event) {
    return callOnContext(() -> scheduler.appendCommand(project, state -> List.of(event)));
  }

  private <T> Future<T> callOnContext(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(turn -> call.get().onComplete(promise));
    return promise.future();
  }

  /** Publishes one offer per role at the end of the event-loop turn, for all its tasks. */
  private void publishOfferSoon(String role) {
    if (rolesToOffer.isEmpty()) {
      context.runOnContext(turn -> {
        List<TaskOffer> offers = rolesToOffer.stream()
            .flatMap(readyRole -> scheduler.createOffer(readyRole).stream())
            .toList();
        rolesToOffer.clear();
        if (!offers.isEmpty()) {
          vertx.eventBus().publish(MessageBus.OFFERS, new Message.Offers(ownership.self(), offers));
        }
      });
    }
    rolesToOffer.add(role);
  }

  /** Grants nothing to an expired claim, since its sender no longer waits for the reply. */
  private Future<Message.ClaimReply> handleClaim(Message.Claim claim) {
    return MessageBus.isExpired(claim.deadline())
        ? Future.succeededFuture(new Message.ClaimReply(null))
        : scheduler
            .claim(claim.role(), claim.claimant(), nodeRegistry.capabilities())
            .otherwise(problem -> {
              LOG.log(Level.FINE, "a claim failed", problem);
              return Optional.empty();
            })
            .map(grant -> new Message.ClaimReply(grant.orElse(null)));
  }

  private Future<Message.Acknowledged> handleResult(Message.TaskResult result) {
    if (steppedDown) {
      return Future.failedFuture(new MessageBus.NotLeader(result.task().project()));
    }
    return scheduler
        .acceptResult(result.task(), result.events())
        .recover(problem -> {
          if (MessageBus.isTransient(problem)) {
            return Future.failedFuture(problem);
          }
          LOG.log(Level.WARNING, "a result could not be accepted", problem);
          return scheduler.failTask(result.task(), String.valueOf(problem.getMessage()));
        })
        .map(accepted -> new Message.Acknowledged());
  }

  /** Executes a command once, even if it arrives again because the reply was lost. */
  private Future<Message.CommandReply> handleCommand(Message.CommandRequest request) {
    Future<Message.CommandReply> previousReply = commandReplies.get(request.id());
    if (previousReply != null) {
      return previousReply;
    }
    if (steppedDown) {
      return Future.failedFuture(new MessageBus.NotLeader(request.project()));
    }
    if (MessageBus.isExpired(request.deadline())) {
      return Future.failedFuture(
          new IllegalStateException("the request arrived after its deadline"));
    }
    Future<Message.CommandReply> reply = scheduler
        .appendCommand(request.project(), state -> request.command().decide(state, paths))
        .map(project -> new Message.CommandReply(project.seq(), "", ""))
        .recover(Message.CommandReply::ofFailure)
        .onFailure(failed -> commandReplies.remove(request.id()));
    commandReplies.put(request.id(), reply);
    return reply;
  }

  private Future<Message.IdleReply> handleIdleRequest(Message.IdleRequest request) {
    return ownership.isOwn(request.project())
        ? Future.succeededFuture(new Message.IdleReply(scheduler.isIdle(request.project())))
        : Future.failedFuture(new MessageBus.NotLeader(request.project()));
  }
}
