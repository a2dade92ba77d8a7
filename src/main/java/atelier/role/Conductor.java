package atelier.role;

import atelier.project.PathRule;
import atelier.event.Event;
import atelier.journal.Journal;
import atelier.project.Project;
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
public final class Conductor extends VerticleBase {
  private static final Logger LOG = Logger.getLogger(Conductor.class.getName());
  private static final long TICK_MS = 500;
  private static final int MAX_WISHES = 1_000;

  private final Journal journal;
  private final Ownership ownership;
  private final PathRule paths;
  private final Consumer<Project> changed;
  private final Set<String> offered = new LinkedHashSet<>();
  private final Present present = new Present(Clock.systemUTC());
  private final Recent<Future<Letter.Answered>> wishes = new Recent<>(MAX_WISHES);
  private final Desk desk;
  private boolean retired;
  private Optional<Tenure> tenure = Optional.empty();

  /**
   * A conductor of the projects that {@code ownership} gives this node.
   *
   * @param places how many projects are worked on at a time; further ones wait, the oldest first
   * @param paths what paths a person may edit a blueprint to
   * @param changed told each new state, on the conductor's thread
   */
  public Conductor(
      Journal journal,
      Ownership ownership,
      int places,
      PathRule paths,
      Consumer<Project> changed) {
    this.journal = journal;
    this.ownership = ownership;
    this.paths = paths;
    this.changed = changed;
    this.desk = newDesk(places);
  }

  private Desk newDesk(int places) {
    List<Role<?>> roles = Roles.ALL.stream().<Role<?>>map(Roles.Row::role).toList();
    return new Desk(journal, ownership, Clock.systemUTC(), roles, places, new Desk.Listener() {
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
    Bus.register(vertx);
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
        Bus.answer(vertx, Bus.Call.CLAIM.at(self), Letter.Claim.class, this::claim),
        Bus.answer(vertx, Bus.Call.RESULT.at(self), Letter.Result.class, this::result),
        Bus.answer(vertx, Bus.Call.WISH.at(self), Letter.Wanted.class, this::wish),
        Bus.answer(vertx, Bus.Call.SETTLED.at(self), Letter.SettledWanted.class, this::settled),
        Bus.answer(
            vertx,
            Bus.Call.BOARD.at(self),
            Letter.BoardWanted.class,
            wanted -> Future.succeededFuture(desk.board())),
        Bus.hear(
            vertx,
            Bus.Call.BEAT.at(self),
            Letter.Beat.class,
            beat -> desk.beat(beat.node(), beat.tasks())),
        Bus.hear(
            vertx,
            Bus.Call.RETURN.at(self),
            Letter.Returned.class,
            returned -> desk.returned(returned.task())),
        Bus.hear(vertx, Bus.CAPABILITIES, Capabilities.class, present::heard));
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
        List<Offer> offers =
            offered.stream().flatMap(one -> desk.offer(one).stream()).toList();
        offered.clear();
        if (!offers.isEmpty()) {
          vertx.eventBus().publish(Bus.OFFERS, new Letter.Offers(ownership.self(), offers));
        }
      });
    }
    offered.add(role);
  }

  /** One that comes late is answered with nothing: nobody would do what it were given. */
  private Future<Letter.Answer> claim(Letter.Claim claim) {
    return isLate(claim.deadline())
        ? Future.succeededFuture(new Letter.Answer(null))
        : desk.claim(claim.role(), claim.claimant(), present.capabilities())
            .otherwise(problem -> {
              LOG.log(Level.FINE, "a claim could not be granted", problem);
              return Optional.empty();
            })
            .map(grant -> new Letter.Answer(grant.orElse(null)));
  }

  private static boolean isLate(Instant deadline) {
    return Instant.now().isAfter(deadline.plus(Bus.CLOCK_GAP));
  }

  private Future<Letter.Done> result(Letter.Result result) {
    if (retired) {
      return Future.failedFuture(new Bus.Elsewhere(result.task().project()));
    }
    return desk.result(result.task(), result.events())
        .recover(problem -> {
          if (problem instanceof Bus.Elsewhere
              || problem instanceof Journal.Conflict
              || problem instanceof Journal.NoMajority) {
            return Future.failedFuture(problem);
          }
          LOG.log(Level.WARNING, "a result could not be taken", problem);
          return desk.failed(result.task(), String.valueOf(problem.getMessage()));
        })
        .map(taken -> new Letter.Done());
  }

  /** The same wish may come twice, when its answer was lost on the way: it is granted once. */
  private Future<Letter.Answered> wish(Letter.Wanted wanted) {
    Future<Letter.Answered> before = wishes.get(wanted.id());
    if (before != null) {
      return before;
    }
    if (retired) {
      return Future.failedFuture(new Bus.Elsewhere(wanted.project()));
    }
    if (isLate(wanted.deadline())) {
      return Future.failedFuture(new IllegalStateException("the wish came too late"));
    }
    Future<Letter.Answered> granted = desk.intend(
            wanted.project(), state -> wanted.intent().decide(state, paths))
        .map(project -> new Letter.Answered(project.seq(), "", ""))
        .recover(Conductor::refusal)
        .onFailure(failed -> wishes.remove(wanted.id()));
    wishes.put(wanted.id(), granted);
    return granted;
  }

  private static Future<Letter.Answered> refusal(Throwable problem) {
    String message = Objects.toString(problem.getMessage(), "");
    if (problem instanceof Studio.Refused refused) {
      return Future.succeededFuture(new Letter.Answered(0, refused.why().name(), message));
    }
    return problem instanceof Journal.NoMajority
        ? Future.succeededFuture(new Letter.Answered(0, Letter.Answered.NO_MAJORITY, message))
        : Future.failedFuture(problem);
  }

  private Future<Letter.Settled> settled(Letter.SettledWanted wanted) {
    return ownership.isOwn(wanted.project())
        ? Future.succeededFuture(new Letter.Settled(desk.settled(wanted.project())))
        : Future.failedFuture(new Bus.Elsewhere(wanted.project()));
  }
}
