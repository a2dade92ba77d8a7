package atelier.schedule;

import atelier.event.Event;
import atelier.journal.Journal;
import atelier.message.Message;
import atelier.message.MessageBus;
import atelier.message.Ownership;
import atelier.message.TaskOffer;
import atelier.project.PathRule;
import atelier.project.Project;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Roles;
import atelier.studio.Studio;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The desk on the event bus: offers what is due, grants what is claimed, takes results and wishes,
 * for the projects that are this node's to conduct. {@link Tenure} opens them and lets them go.
 */
public final class SchedulerVerticle extends VerticleBase {
  private static final Logger LOG = Logger.getLogger(SchedulerVerticle.class.getName());
  private static final long TICK_MS = 500;
  private static final int MAX_WISHES = 1_000;

  private final Journal journal;
  private final Ownership ownership;
  private final PathRule paths;
  private final Consumer<Project> changed;
  private final Set<String> offered = new LinkedHashSet<>();
  private final NodeRegistry present = new NodeRegistry(Clock.systemUTC());
  private final BoundedCache<Future<Message.CommandReply>> wishes = new BoundedCache<>(MAX_WISHES);
  private final Scheduler desk;
  private boolean retired;
  private Optional<Tenure> tenure = Optional.empty();

  /**
   * A conductor of the projects that {@code ownership} gives this node.
   *
   * @param places how many projects are worked on at a time; further ones wait, the oldest first
   * @param paths what paths a person may edit a blueprint to
   * @param changed told each new state, on the conductor's thread
   */
  public SchedulerVerticle(
      Journal journal, Ownership ownership, int places, PathRule paths, Consumer<Project> changed) {
    this.journal = journal;
    this.ownership = ownership;
    this.paths = paths;
    this.changed = changed;
    this.desk = newDesk(places);
  }

  private Scheduler newDesk(int places) {
    List<Role<?>> roles = Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).toList();
    return new Scheduler(
        journal, ownership, Clock.systemUTC(), roles, places, new Scheduler.Listener() {
          @Override
          public void offered(String role) {
            offer(role);
          }

          @Override
          public void changed(Project project) {
            changed.accept(project);
          }

          @Override
          public void lost(String project) {
            tenure.ifPresent(Tenure::look);
          }
        });
  }

  /** Opens every project that has not ended: going on after a crash is this and nothing else. */
  @Override
  public Future<?> start() {
    MessageBus.register(vertx);
    vertx.setPeriodic(TICK_MS, timer -> desk.tick());
    Tenure begun = new Tenure(vertx, context, journal, ownership, desk);
    tenure = Optional.of(begun);
    ownership.watch(() -> context.runOnContext(turn -> present.retain(ownership.nodes())));
    return Future.all(listening().map(MessageConsumer::completion).toList())
        .compose(listening -> begun.begin());
  }

  private Stream<MessageConsumer<Object>> listening() {
    String self = ownership.self();
    return Stream.of(
        MessageBus.answer(
            vertx, MessageBus.Address.CLAIM.at(self), Message.Claim.class, this::claim),
        MessageBus.answer(
            vertx, MessageBus.Address.RESULT.at(self), Message.Result.class, this::result),
        MessageBus.answer(
            vertx, MessageBus.Address.WISH.at(self), Message.CommandRequest.class, this::wish),
        MessageBus.answer(
            vertx, MessageBus.Address.SETTLED.at(self), Message.IdleRequest.class, this::settled),
        MessageBus.answer(
            vertx,
            MessageBus.Address.BOARD.at(self),
            Message.QueueSnapshotRequest.class,
            wanted -> Future.succeededFuture(desk.board())),
        MessageBus.hear(
            vertx,
            MessageBus.Address.BEAT.at(self),
            Message.Heartbeat.class,
            beat -> desk.beat(beat.node(), beat.tasks())),
        MessageBus.hear(
            vertx,
            MessageBus.Address.RETURN.at(self),
            Message.TaskReturned.class,
            returned -> desk.returned(returned.task())),
        MessageBus.hear(vertx, MessageBus.CAPABILITIES, Capabilities.class, present::heard));
  }

  @Override
  public Future<?> stop() {
    tenure.ifPresent(Tenure::end);
    return Future.succeededFuture();
  }

  /** Lets go of every project, so that others conduct them; nothing is taken on any more. */
  public Future<Void> retire() {
    return here(() -> {
      retired = true;
      tenure.ifPresent(Tenure::end);
      desk.books().releaseAll();
      return Future.succeededFuture();
    });
  }

  /** Tells what agents would have said. From any thread. */
  Future<Project> append(String project, Event event) {
    return here(() -> desk.intend(project, state -> List.of(event)));
  }

  private <T> Future<T> here(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(turn -> call.get().onComplete(promise));
    return promise.future();
  }

  /** One offer for each role in a turn of the event loop, however many tasks it has. */
  private void offer(String role) {
    if (offered.isEmpty()) {
      context.runOnContext(turn -> {
        List<TaskOffer> offers =
            offered.stream().flatMap(one -> desk.offer(one).stream()).toList();
        offered.clear();
        if (!offers.isEmpty()) {
          vertx.eventBus().publish(MessageBus.OFFERS, new Message.Offers(ownership.self(), offers));
        }
      });
    }
    offered.add(role);
  }

  /** One that comes late is answered with nothing: nobody would do what it were given. */
  private Future<Message.ClaimReply> claim(Message.Claim claim) {
    return isLate(claim.deadline())
        ? Future.succeededFuture(new Message.ClaimReply(null))
        : desk.claim(claim.role(), claim.claimant(), present.capabilities())
            .otherwise(problem -> {
              LOG.log(Level.FINE, "a claim could not be granted", problem);
              return Optional.empty();
            })
            .map(grant -> new Message.ClaimReply(grant.orElse(null)));
  }

  private static boolean isLate(Instant deadline) {
    return Instant.now().isAfter(deadline.plus(MessageBus.CLOCK_GAP));
  }

  private Future<Message.Acknowledged> result(Message.Result result) {
    if (retired) {
      return Future.failedFuture(new MessageBus.NotLeader(result.task().project()));
    }
    return desk.result(result.task(), result.events())
        .recover(problem -> {
          if (problem instanceof MessageBus.NotLeader
              || problem instanceof Journal.Conflict
              || problem instanceof Journal.NoMajority) {
            return Future.failedFuture(problem);
          }
          LOG.log(Level.WARNING, "a result could not be taken", problem);
          return desk.failed(result.task(), String.valueOf(problem.getMessage()));
        })
        .map(taken -> new Message.Acknowledged());
  }

  /** The same wish may come twice, when its answer was lost on the way: it is granted once. */
  private Future<Message.CommandReply> wish(Message.CommandRequest wanted) {
    Future<Message.CommandReply> before = wishes.get(wanted.id());
    if (before != null) {
      return before;
    }
    if (retired) {
      return Future.failedFuture(new MessageBus.NotLeader(wanted.project()));
    }
    if (isLate(wanted.deadline())) {
      return Future.failedFuture(new IllegalStateException("the wish came too late"));
    }
    Future<Message.CommandReply> granted = desk.intend(
            wanted.project(), state -> wanted.intent().decide(state, paths))
        .map(project -> new Message.CommandReply(project.seq(), "", ""))
        .recover(SchedulerVerticle::refusal)
        .onFailure(failed -> wishes.remove(wanted.id()));
    wishes.put(wanted.id(), granted);
    return granted;
  }

  private static Future<Message.CommandReply> refusal(Throwable problem) {
    String message = Objects.toString(problem.getMessage(), "");
    if (problem instanceof Studio.Refused refused) {
      return Future.succeededFuture(new Message.CommandReply(0, refused.why().name(), message));
    }
    return problem instanceof Journal.NoMajority
        ? Future.succeededFuture(
            new Message.CommandReply(0, Message.CommandReply.NO_MAJORITY, message))
        : Future.failedFuture(problem);
  }

  private Future<Message.IdleReply> settled(Message.IdleRequest wanted) {
    return ownership.isOwn(wanted.project())
        ? Future.succeededFuture(new Message.IdleReply(desk.settled(wanted.project())))
        : Future.failedFuture(new MessageBus.NotLeader(wanted.project()));
  }
}
