package atelier.schedule;

import atelier.event.Entry;
import atelier.event.LiveMessage;
import atelier.journal.Journal;
import atelier.message.LeaderClient;
import atelier.message.Message;
import atelier.message.MessageBus;
import atelier.message.MessageBus.Address;
import atelier.message.Ownership;
import atelier.message.ReadBarrier;
import atelier.project.Project;
import atelier.studio.Command;
import atelier.studio.CommandHandler;
import atelier.studio.ProjectId;
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
import java.util.function.Function;

/**
 * Implements the studio on this node: sends commands to the node that leads the project, and reads
 * everything else from this node's journal. Thread-safe; futures complete on any thread.
 */
public final class StudioService implements Studio {
  private static final long ATTEMPT_TIMEOUT_MS = 2_000;
  private static final long COMMAND_TIMEOUT_MS = 10_000;
  private static final long READ_BARRIER_TIMEOUT_MS = 2_000;
  private static final long SNAPSHOT_TIMEOUT_MS = 1_000;

  private final Vertx vertx;
  private final Journal journal;
  private final Ownership ownership;
  private final LeaderClient leaderClient;
  private final ReadBarrier readBarrier;
  private volatile Function<String, Future<Optional<String>>> handWork =
      project -> Future.succeededFuture(Optional.empty());
  private final Set<Consumer<LiveMessage>> liveSubscribers = new CopyOnWriteArraySet<>();

  /** Creates a studio that lives as long as its Vert.x. */
  public StudioService(Vertx vertx, Journal journal, Ownership ownership) {
    MessageBus.registerCodecs(vertx);
    this.vertx = vertx;
    this.journal = journal;
    this.ownership = ownership;
    leaderClient = new LeaderClient(vertx, ownership);
    readBarrier = new ReadBarrier(vertx, journal);
    MessageBus.subscribe(vertx, MessageBus.LIVE_MESSAGES, LiveMessage.class, this::publishLocally);
  }

  @Override
  public Future<Project> createOrExtend(String project, String spec, boolean approve) {
    ProjectRequest request = new ProjectRequest(spec, approve);
    return requireNoHandWork(project)
        .compose(none -> sendRequest(project, request, new Command.CreateOrExtend(request)));
  }

  @Override
  public Future<Project> create(String project, ProjectRequest request) {
    return sendRequest(project, request, new Command.Create(request));
  }

  @Override
  public Future<Project> extend(String project, ProjectRequest request) {
    return requireNoHandWork(project)
        .compose(none -> sendRequest(project, request, new Command.Extend(request)));
  }

  @Override
  public String redact(String text) {
    return journal.redact(text);
  }

  /**
   * Has requests refused while this node's repository has commits that were made by hand.
   *
   * @param reader describes them; empty if a project has none
   */
  public void refuseAfter(Function<String, Future<Optional<String>>> reader) {
    handWork = reader;
  }

  /** What would be built next would not contain them: they are not dropped without a word. */
  private Future<Void> requireNoHandWork(String project) {
    if (!ProjectId.isValid(project)) {
      return Future.succeededFuture();
    }
    return handWork
        .apply(project)
        .otherwise(Optional.empty())
        .compose(found -> found.isPresent()
            ? Future.failedFuture(new Refused(found.get()))
            : Future.succeededFuture());
  }

  private Future<Project> sendRequest(String project, ProjectRequest request, Command command) {
    try {
      CommandHandler.validate(project, request);
    } catch (Refused refused) {
      return Future.failedFuture(refused);
    }
    return sendCommand(project, command);
  }

  @Override
  public Future<Project> approve(String project, Optional<String> editedBlueprint) {
    return sendCommand(project, new Command.Approve(editedBlueprint.orElse(null)));
  }

  @Override
  public Future<Project> cancel(String project, String reason, String queued) {
    return sendCommand(project, new Command.Cancel(reason, queued));
  }

  @Override
  public Future<Project> retry(String project) {
    return requireNoHandWork(project).compose(none -> sendCommand(project, new Command.Retry()));
  }

  @Override
  public Future<Project> verify(String project) {
    return requireNoHandWork(project).compose(none -> sendCommand(project, new Command.Verify()));
  }

  @Override
  public Future<Project> hint(String project, String file, String text) {
    return sendCommand(project, new Command.Hint(file, text));
  }

  private Future<Project> sendCommand(String project, Command command) {
    Message.CommandRequest request = new Message.CommandRequest(
        UUID.randomUUID().toString(),
        project,
        command.mapTexts(journal::redact),
        Instant.now().plusMillis(COMMAND_TIMEOUT_MS));
    return leaderClient
        .request(
            project,
            Address.COMMAND,
            request,
            ATTEMPT_TIMEOUT_MS,
            COMMAND_TIMEOUT_MS,
            Message.CommandReply.class)
        .recover(problem -> MessageBus.isRetryable(problem)
            ? Future.failedFuture(new Unavailable("the node that leads " + project
                + " does not reply: check whether the request was applied, or retry"))
            : Future.failedFuture(problem))
        .compose(reply -> reply.refusal().isEmpty()
            ? readUpTo(project, reply.seq())
            : Future.failedFuture(reply.toException()));
  }

  /** Reads a project after its entry {@code seq} has arrived at this node, or after a timeout. */
  private Future<Project> readUpTo(String project, long seq) {
    return readBarrier
        .awaitEntry(project, seq, READ_BARRIER_TIMEOUT_MS)
        .otherwiseEmpty()
        .compose(reached -> ProjectWriter.catchUp(journal, Project.empty(project)));
  }

  @Override
  public Future<Project> project(String id) {
    return ProjectWriter.catchUp(journal, Project.empty(id)).map(CommandHandler::requireExists);
  }

  @Override
  public Future<List<Project>> activeProjects() {
    return journal.lastEntries().compose(lastEntries -> {
      List<Future<Project>> open = lastEntries.stream()
          .filter(lastEntry -> Project.mayBeOpen(lastEntry.event()))
          .map(lastEntry -> ProjectWriter.catchUp(journal, Project.empty(lastEntry.project())))
          .toList();
      return Future.all(open).map(all -> all.<Project>list());
    });
  }

  @Override
  public Future<QueueSnapshot> queueSnapshot() {
    List<Future<Optional<QueueSnapshot>>> snapshots = ownership.nodes().stream()
        .map(node -> MessageBus.request(
                vertx,
                Address.QUEUE_SNAPSHOT.at(node),
                new Message.QueueSnapshotRequest(),
                SNAPSHOT_TIMEOUT_MS,
                QueueSnapshot.class)
            .map(Optional::of)
            .otherwise(Optional.empty()))
        .toList();
    return Future.all(snapshots)
        .map(all ->
            snapshots.stream().flatMap(snapshot -> snapshot.result().stream()).toList())
        .map(QueueSnapshot::merge);
  }

  @Override
  public Future<Boolean> isIdle(String project) {
    return leaderClient
        .request(
            project,
            Address.IDLE,
            new Message.IdleRequest(project),
            ATTEMPT_TIMEOUT_MS,
            COMMAND_TIMEOUT_MS,
            Message.IdleReply.class)
        .map(Message.IdleReply::idle);
  }

  @Override
  public Journal.Subscription subscribe(Consumer<Entry> subscriber) {
    return journal.subscribe(subscriber);
  }

  @Override
  public Journal.Subscription subscribeLive(Consumer<LiveMessage> subscriber) {
    liveSubscribers.add(subscriber);
    return () -> liveSubscribers.remove(subscriber);
  }

  /** Passes a live message to this node's subscribers. */
  public void publishLocally(LiveMessage message) {
    liveSubscribers.forEach(subscriber -> subscriber.accept(message));
  }

  /** Passes a live message to the subscribers of every node. */
  public void publish(LiveMessage message) {
    vertx.eventBus().publish(MessageBus.LIVE_MESSAGES, message);
  }
}
