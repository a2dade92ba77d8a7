package atelier.schedule;

import atelier.event.Entry;
import atelier.journal.Journal;
import atelier.message.MessageBus;
import atelier.message.Ownership;
import atelier.project.Project;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens and releases projects in the scheduler as nodes join and leave and as projects appear in
 * the journal; retries while the journal has no majority. Runs on the context of the {@link
 * SchedulerVerticle}.
 */
final class Tenure {
  private static final Logger LOG = Logger.getLogger(Tenure.class.getName());
  /** Nodes come and go in groups. */
  private static final long CALM_MS = 300;

  private static final long FIRST_PAUSE_MS = 500;
  private static final long MAX_PAUSE_MS = 8_000;

  private final Vertx vertx;
  private final Context context;
  private final Journal journal;
  private final Ownership ownership;
  private final Scheduler desk;
  private final Set<String> appeared = new HashSet<>();
  /** What may have something left to do, once the journal was read: by what was told since. */
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  private boolean read;
  private Journal.@Nullable Subscription subscription;
  private Journal.@Nullable Subscription rewrites;
  private boolean ended;
  private boolean looking;
  private boolean planned;
  private boolean complained;
  private long pauseMs = FIRST_PAUSE_MS;

  Tenure(Vertx vertx, Context context, Journal journal, Ownership ownership, Scheduler desk) {
    this.vertx = vertx;
    this.context = context;
    this.journal = journal;
    this.ownership = ownership;
    this.desk = desk;
  }

  /** Succeeds when all that is this node's is open, or has to wait for other nodes. */
  Future<Void> begin() {
    subscription = journal.subscribe(this::told);
    rewrites = journal.subscribeToRewrites(this::rewritten);
    ownership.watch(() -> context.runOnContext(turn -> {
      desk.revokeLeasesOfAbsentNodes(ownership.nodes());
      plan(CALM_MS);
    }));
    return looked()
        .recover(
            problem -> passes(problem) ? Future.succeededFuture() : Future.failedFuture(problem));
  }

  /** Whether it comes of nodes that come and go: a start does not fail for that. */
  private static boolean passes(Throwable problem) {
    return problem instanceof Journal.NoMajority
        || problem instanceof Journal.Conflict
        || problem instanceof MessageBus.NotLeader;
  }

  void end() {
    ended = true;
    Stream.of(subscription, rewrites)
        .flatMap(Stream::ofNullable)
        .forEach(Journal.Subscription::close);
  }

  /** Looks soon what is this node's. */
  void look() {
    plan(CALM_MS);
  }

  /** On any thread: a project that nobody opened here is opened, in case it is this node's. */
  private void told(Entry entry) {
    if (Project.mayBeOpen(entry.event())) {
      open.add(entry.project());
    } else {
      open.remove(entry.project());
    }
    if (ownership.isOwn(entry.project())) {
      context.runOnContext(turn -> {
        ProjectWriter ledger = desk.openProjects().get(entry.project());
        if (ledger != null) {
          ledger.catchUpTo(entry.seq());
        } else if (!ended && Project.mayBeOpen(entry.event())) {
          boolean first = appeared.isEmpty();
          appeared.add(entry.project());
          if (first) {
            context.runOnContext(next -> openAppeared());
          }
        }
      });
    }
  }

  /** On any thread: what was folded here is the history no more. */
  private void rewritten(String project) {
    open.add(project);
    context.runOnContext(turn -> {
      ProjectWriter ledger = desk.openProjects().get(project);
      if (ledger != null) {
        desk.openProjects().onLeadershipLost(ledger);
      }
    });
  }

  private void openAppeared() {
    Set<String> projects = Set.copyOf(appeared);
    appeared.clear();
    tried(() -> desk.openProjects().open(projects));
  }

  private void plan(long afterMs) {
    if (!planned && !ended) {
      planned = true;
      vertx.setTimer(afterMs, timer -> {
        planned = false;
        looked();
      });
    }
  }

  private Future<Void> looked() {
    if (looking || ended) {
      plan(CALM_MS);
      return Future.succeededFuture();
    }
    looking = true;
    desk.openProjects().releaseForeign();
    desk.revokeLeasesOfAbsentNodes(ownership.nodes());
    return tried(() -> known().compose(all -> desk.openProjects().open(Set.copyOf(open))))
        .onComplete(done -> looking = false);
  }

  /** Reads the journal the first time: with many projects it takes a while. */
  private Future<Void> known() {
    return read
        ? Future.succeededFuture()
        : journal.lastEntries().map(heads -> {
          heads.stream()
              .filter(head -> Project.mayBeOpen(head.event()))
              .forEach(head -> open.add(head.project()));
          read = true;
          return null;
        });
  }

  /** What does not work is tried again, later and later, until it does; said once. */
  private Future<Void> tried(Supplier<Future<Void>> what) {
    return what.get()
        .onSuccess(done -> {
          complained = false;
          pauseMs = FIRST_PAUSE_MS;
        })
        .onFailure(problem -> {
          if (!complained && !ended) {
            complained = true;
            LOG.log(
                Level.WARNING,
                "this node cannot lead its projects at the moment and retries: {0}",
                problem.getMessage());
          }
          plan(pauseMs);
          pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 2);
        });
  }
}
