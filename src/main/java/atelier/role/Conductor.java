package atelier.role;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.journal.Journal;
import atelier.project.Project;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The desk on the event bus: offers what is due, grants what is claimed, takes results. */
public final class Conductor extends VerticleBase {
  private static final Logger LOG = Logger.getLogger(Conductor.class.getName());
  private static final long TICK_MS = 500;

  private final Journal journal;
  private final String node;
  private final Predicate<String> conducts;
  private final Consumer<Project> changed;
  private final Set<String> offers = new LinkedHashSet<>();
  private final Desk desk;

  /**
   * A conductor of the projects that {@code conducts} accepts by id.
   *
   * @param places how many projects are worked on at a time; further ones wait, the oldest first
   * @param changed told each new state, on the conductor's thread
   */
  public Conductor(
      Journal journal,
      String node,
      Predicate<String> conducts,
      int places,
      Consumer<Project> changed) {
    this.journal = journal;
    this.node = node;
    this.conducts = conducts;
    this.changed = changed;
    this.desk = newDesk(places);
  }

  private Desk newDesk(int places) {
    List<Role<?>> roles = Roles.ALL.stream().<Role<?>>map(Roles.Row::role).toList();
    return new Desk(journal, node, Clock.systemUTC(), roles, places, new Desk.Listener() {
      @Override
      public void offered(String role) {
        offer(role);
      }

      @Override
      public void changed(Project project) {
        changed.accept(project);
      }
    });
  }

  /** Opens every project that has not ended: going on after a crash is this and nothing else. */
  @Override
  public Future<?> start() {
    Bus.consume(vertx, Bus.CLAIM, this::claim);
    Bus.consume(vertx, Bus.RESULT, this::result);
    Bus.consume(vertx, Bus.BEAT, this::beat);
    vertx.setPeriodic(TICK_MS, timer -> desk.tick());
    return journal
        .heads()
        .compose(heads -> Future.all(heads.stream()
            .filter(head -> conducts.test(head.project()) && Project.maybeOpen(head.event()))
            .map(Entry::project)
            .map(desk::open)
            .toList()));
  }

  /** Appends what a person wants; {@code decide} refuses by throwing. From any thread. */
  Future<Project> intend(String project, Function<Project, List<Event>> decide) {
    return here(() -> desk.intend(project, decide));
  }

  Future<List<Project>> projects() {
    return here(() -> Future.succeededFuture(desk.projects()));
  }

  Future<Board> board() {
    return here(() -> Future.succeededFuture(desk.board()));
  }

  Future<Boolean> settled(String project) {
    return here(() -> Future.succeededFuture(desk.settled(project)));
  }

  private <T> Future<T> here(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(turn -> call.get().onComplete(promise));
    return promise.future();
  }

  /** One offer for each role in a turn of the event loop, however many tasks it has. */
  private void offer(String role) {
    if (offers.isEmpty()) {
      context.runOnContext(turn -> {
        Set<String> roles = Set.copyOf(offers);
        offers.clear();
        roles.forEach(one -> vertx.eventBus().publish(Bus.offers(one), ""));
      });
    }
    offers.add(role);
  }

  private void claim(Message<Bus.Claim> message) {
    desk.claim(message.body().role())
        .onSuccess(grant -> message.reply(new Bus.Answer(grant.orElse(null))))
        .onFailure(problem -> {
          LOG.log(Level.WARNING, "a claim could not be granted", problem);
          message.reply(new Bus.Answer(null));
        });
  }

  private void result(Message<Bus.Result> message) {
    Bus.Result result = message.body();
    Future<Void> taken = result.problem().isEmpty()
        ? desk.result(result.grant(), result.events()).recover(problem -> {
          LOG.log(Level.WARNING, "a result could not be taken", problem);
          return desk.failed(result.grant(), String.valueOf(problem.getMessage()));
        })
        : desk.failed(result.grant(), result.problem());
    taken.onComplete(done -> message.reply(new Bus.Answer(null)));
  }

  private void beat(Message<Bus.Beat> message) {
    desk.beat(message.body().grant());
  }
}
