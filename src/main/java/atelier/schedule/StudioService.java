package atelier.schedule;

import atelier.event.Entry;
import atelier.event.LiveMessage;
import atelier.journal.Journal;
import atelier.message.LeaderClient;
import atelier.message.Message;
import atelier.message.MessageBus;
import atelier.message.Ownership;
import atelier.message.ReadBarrier;
import atelier.project.Project;
import atelier.studio.Command;
import atelier.studio.CommandHandler;
import atelier.studio.ProjectRequest;
import atelier.studio.QueueSnapshot;
import atelier.studio.Studio;
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
public final class StudioService implements Studio {
  private static final long TRY_MS = 2_000;
  private static final long WISH_MS = 10_000;
  private static final long SIGHT_MS = 2_000;
  private static final long BOARD_MS = 1_000;

  private final Vertx vertx;
  private final Journal journal;
  private final Ownership ownership;
  private final LeaderClient courier;
  private final ReadBarrier sight;
  private final Set<Consumer<LiveMessage>> watchers = new CopyOnWriteArraySet<>();

  /** A studio for the life of its Vert.x. */
  public StudioService(Vertx vertx, Journal journal, Ownership ownership) {
    MessageBus.register(vertx);
    this.vertx = vertx;
    this.journal = journal;
    this.ownership = ownership;
    courier = new LeaderClient(vertx, ownership);
    sight = new ReadBarrier(vertx, journal);
    MessageBus.hear(vertx, MessageBus.PASSING, LiveMessage.class, this::tellHere);
  }

  @Override
  public Future<Project> request(String project, String spec, boolean approve) {
    ProjectRequest wish = new ProjectRequest(spec, approve);
    return wished(project, wish, new Command.Request(wish));
  }

  @Override
  public Future<Project> begin(String project, ProjectRequest wish) {
    return wished(project, wish, new Command.Begin(wish));
  }

  @Override
  public Future<Project> extend(String project, ProjectRequest wish) {
    return wished(project, wish, new Command.Extend(wish));
  }

  private Future<Project> wished(String project, ProjectRequest wish, Command intent) {
    try {
      CommandHandler.check(project, wish);
    } catch (Refused refused) {
      return Future.failedFuture(refused);
    }
    return wanted(project, intent);
  }

  @Override
  public Future<Project> approve(String project, Optional<String> edited) {
    return wanted(project, new Command.Approve(edited.orElse(null)));
  }

  @Override
  public Future<Project> cancel(String project, String reason) {
    return wanted(project, new Command.Cancel(reason));
  }

  @Override
  public Future<Project> retry(String project) {
    return wanted(project, new Command.Retry());
  }

  @Override
  public Future<Project> hint(String project, String file, String text) {
    return wanted(project, new Command.Hint(file, text));
  }

  private Future<Project> wanted(String project, Command intent) {
    Message.CommandRequest wanted = new Message.CommandRequest(
        UUID.randomUUID().toString(), project, intent, Instant.now().plusMillis(WISH_MS));
    return courier
        .bring(
            project, MessageBus.Address.WISH, wanted, TRY_MS, WISH_MS, Message.CommandReply.class)
        .recover(problem -> MessageBus.mayHelp(problem)
            ? Future.failedFuture(new Unavailable("the node that conducts " + project
                + " does not answer: look whether the wish came through, or ask again"))
            : Future.failedFuture(problem))
        .compose(answered -> answered.refusal().isEmpty()
            ? shown(project, answered.seq())
            : Future.failedFuture(refusal(answered)));
  }

  private static RuntimeException refusal(Message.CommandReply answered) {
    return answered.refusal().equals(Message.CommandReply.NO_MAJORITY)
        ? new Journal.NoMajority(answered.message())
        : new Refused(Refused.Why.valueOf(answered.refusal()), answered.message());
  }

  /** The wish is acknowledged; who looks at this node right after shall see it here too. */
  private Future<Project> shown(String project, long seq) {
    return sight
        .of(project, seq, SIGHT_MS)
        .otherwiseEmpty()
        .compose(seen -> ProjectWriter.caughtUp(journal, Project.empty(project)));
  }

  @Override
  public Future<Project> project(String id) {
    return ProjectWriter.caughtUp(journal, Project.empty(id)).map(CommandHandler::present);
  }

  @Override
  public Future<List<Project>> active() {
    return journal.lastEntries().compose(heads -> {
      List<Future<Project>> open = heads.stream()
          .filter(head -> Project.mayBeOpen(head.event()))
          .map(head -> ProjectWriter.caughtUp(journal, Project.empty(head.project())))
          .toList();
      return Future.all(open).map(all -> all.<Project>list());
    });
  }

  @Override
  public Future<QueueSnapshot> board() {
    List<Future<Optional<QueueSnapshot>>> boards = ownership.nodes().stream()
        .map(node -> MessageBus.request(
                vertx,
                MessageBus.Address.BOARD.at(node),
                new Message.QueueSnapshotRequest(),
                BOARD_MS,
                QueueSnapshot.class)
            .map(Optional::of)
            .otherwise(Optional.empty()))
        .toList();
    return Future.all(boards)
        .map(all -> boards.stream().flatMap(one -> one.result().stream()).toList())
        .map(QueueSnapshot::merged);
  }

  @Override
  public Future<Boolean> settled(String project) {
    return courier
        .bring(
            project,
            MessageBus.Address.SETTLED,
            new Message.IdleRequest(project),
            TRY_MS,
            WISH_MS,
            Message.IdleReply.class)
        .map(Message.IdleReply::settled);
  }

  @Override
  public Journal.Subscription follow(Consumer<Entry> follower) {
    return journal.subscribe(follower);
  }

  @Override
  public Journal.Subscription watch(Consumer<LiveMessage> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** Tells this node's watchers a message of the moment. */
  public void tellHere(LiveMessage passing) {
    watchers.forEach(watcher -> watcher.accept(passing));
  }

  /** Tells the watchers of every node a message of the moment. */
  public void tell(LiveMessage passing) {
    vertx.eventBus().publish(MessageBus.PASSING, passing);
  }
}
