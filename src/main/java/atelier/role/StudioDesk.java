package atelier.role;

import atelier.event.Entry;
import atelier.event.Passing;
import atelier.journal.Journal;
import atelier.project.Project;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/**
 * The studio as this node shows it: a person's wishes travel to the node that conducts the project
 * and become events there, where its state allows them; all else is read from this node's journal.
 */
public final class StudioDesk implements Studio {
  private static final long TRY_MS = 2_000;
  private static final long WISH_MS = 10_000;
  private static final long SIGHT_MS = 2_000;
  private static final long BOARD_MS = 1_000;

  private final Vertx vertx;
  private final Journal journal;
  private final Ownership ownership;
  private final Courier courier;
  private final Sight sight;
  private final Set<Consumer<Passing>> watchers = new CopyOnWriteArraySet<>();

  /** A studio for the life of its Vert.x. */
  public StudioDesk(Vertx vertx, Journal journal, Ownership ownership) {
    Bus.register(vertx);
    this.vertx = vertx;
    this.journal = journal;
    this.ownership = ownership;
    courier = new Courier(vertx, ownership);
    sight = new Sight(vertx, journal);
    Bus.hear(vertx, Bus.PASSING, Passing.class, this::tellHere);
  }

  @Override
  public Future<Project> request(String project, String spec, boolean approve) {
    Wish wish = new Wish(spec, approve);
    return wished(project, wish, new Intent.Request(wish));
  }

  @Override
  public Future<Project> begin(String project, Wish wish) {
    return wished(project, wish, new Intent.Begin(wish));
  }

  @Override
  public Future<Project> extend(String project, Wish wish) {
    return wished(project, wish, new Intent.Extend(wish));
  }

  private Future<Project> wished(String project, Wish wish, Intent intent) {
    try {
      Wishes.check(project, wish);
    } catch (Refused refused) {
      return Future.failedFuture(refused);
    }
    return wanted(project, intent);
  }

  @Override
  public Future<Project> approve(String project, Optional<String> edited) {
    return wanted(project, new Intent.Approve(edited.orElse(null)));
  }

  @Override
  public Future<Project> cancel(String project, String reason) {
    return wanted(project, new Intent.Cancel(reason));
  }

  @Override
  public Future<Project> retry(String project) {
    return wanted(project, new Intent.Retry());
  }

  @Override
  public Future<Project> hint(String project, String file, String text) {
    return wanted(project, new Intent.Hint(file, text));
  }

  private Future<Project> wanted(String project, Intent intent) {
    Letter.Wanted wanted = new Letter.Wanted(
        UUID.randomUUID().toString(), project, intent, Instant.now().plusMillis(WISH_MS));
    return courier
        .bring(project, Bus.Call.WISH, wanted, TRY_MS, WISH_MS, Letter.Answered.class)
        .recover(problem -> Bus.mayHelp(problem)
            ? Future.failedFuture(new Unavailable("the node that conducts " + project
                + " does not answer: look whether the wish came through, or ask again"))
            : Future.failedFuture(problem))
        .compose(answered -> answered.refusal().isEmpty()
            ? shown(project, answered.seq())
            : Future.failedFuture(refusal(answered)));
  }

  private static RuntimeException refusal(Letter.Answered answered) {
    return answered.refusal().equals(Letter.Answered.NO_MAJORITY)
        ? new Journal.NoMajority(answered.message())
        : new Refused(Refused.Why.valueOf(answered.refusal()), answered.message());
  }

  /** The wish is acknowledged; who looks at this node right after shall see it here too. */
  private Future<Project> shown(String project, long seq) {
    return sight
        .of(project, seq, SIGHT_MS)
        .otherwiseEmpty()
        .compose(seen -> Ledger.caughtUp(journal, Project.named(project)));
  }

  @Override
  public Future<Project> project(String id) {
    return Ledger.caughtUp(journal, Project.named(id)).map(Wishes::present);
  }

  @Override
  public Future<List<Project>> active() {
    return journal.heads().compose(heads -> {
      List<Future<Project>> open = heads.stream()
          .filter(head -> Project.maybeOpen(head.event()))
          .map(head -> Ledger.caughtUp(journal, Project.named(head.project())))
          .toList();
      return Future.all(open).map(all -> all.<Project>list());
    });
  }

  @Override
  public Future<Board> board() {
    List<Future<Optional<Board>>> boards = ownership.nodes().stream()
        .map(node -> Bus.request(
                vertx, Bus.Call.BOARD.at(node), new Letter.BoardWanted(), BOARD_MS, Board.class)
            .map(Optional::of)
            .otherwise(Optional.empty()))
        .toList();
    return Future.all(boards)
        .map(all -> boards.stream().flatMap(one -> one.result().stream()).toList())
        .map(Board::merged);
  }

  @Override
  public Future<Boolean> settled(String project) {
    return courier
        .bring(
            project,
            Bus.Call.SETTLED,
            new Letter.SettledWanted(project),
            TRY_MS,
            WISH_MS,
            Letter.Settled.class)
        .map(Letter.Settled::settled);
  }

  @Override
  public Journal.Subscription follow(Consumer<Entry> follower) {
    return journal.follow(follower);
  }

  @Override
  public Journal.Subscription watch(Consumer<Passing> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** Tells this node's watchers a message of the moment. */
  public void tellHere(Passing passing) {
    watchers.forEach(watcher -> watcher.accept(passing));
  }

  /** Tells the watchers of every node a message of the moment. */
  public void tell(Passing passing) {
    vertx.eventBus().publish(Bus.PASSING, passing);
  }
}
