package atelier.node;

import atelier.cluster.Cluster;
import atelier.cluster.JournalService;
import atelier.consensus.ReplicatedJournal;
import atelier.event.Entry;
import atelier.journal.DiskJournal;
import atelier.journal.DiskReplica;
import atelier.journal.Journal;
import atelier.studio.Restoration;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Opens the journal: a local one, or this node's replica of the cluster's journal. */
final class JournalFactory {
  private static final Logger LOG = Logger.getLogger(JournalFactory.class.getName());
  private static final long COMPARE_PERIOD_MS = 1_000;
  private static final long CATCH_UP_PAUSE_MS = 200;
  private static final int MAX_CATCH_UP_ATTEMPTS = 150;

  private JournalFactory() {}

  /**
   * Opens the journal. In a cluster, waits about 30 seconds at most until the replica has caught
   * up.
   *
   * @param subscriber receives each committed entry, including those that the replica catches up on
   */
  static Future<Journal> open(Transport transport, Path file, Consumer<Entry> subscriber) {
    Vertx vertx = transport.vertx();
    return transport
        .cluster()
        .map(cluster -> vertx.executeBlocking(() -> DiskReplica.open(file)).compose(replica -> {
          replica.follow(subscriber);
          return openReplicated(vertx, cluster, replica);
        }))
        .orElseGet(() -> vertx.executeBlocking(() -> {
          DiskJournal journal = DiskJournal.open(file);
          journal.subscribe(subscriber);
          return journal;
        }));
  }

  private static Future<Journal> openReplicated(Vertx vertx, Cluster cluster, DiskReplica replica) {
    Context eventLoop = vertx.getOrCreateContext();
    String life = cluster.self() + "/" + UUID.randomUUID().toString().substring(0, 8);
    ReplicatedJournal journal = new ReplicatedJournal(
        cluster.self(),
        life,
        replica,
        cluster,
        work -> eventLoop.runOnContext(turn -> work.run()),
        Clock.systemUTC(),
        Restoration::requests);
    vertx.setPeriodic(
        COMPARE_PERIOD_MS,
        timer -> journal
            .compare(cluster::isOwn)
            .compose(compared -> journal.restore())
            .onFailure(problem ->
                LOG.log(Level.WARNING, "the nodes could not compare their journals", problem)));
    return vertx
        .deployVerticle(new JournalService(cluster.self(), replica))
        .compose(deployed -> catchUp(vertx, journal, MAX_CATCH_UP_ATTEMPTS))
        .<Journal>map(journal)
        .recover(problem -> replica.close().transform(closed -> Future.failedFuture(problem)));
  }

  private static Future<Void> catchUp(Vertx vertx, ReplicatedJournal journal, int attemptsLeft) {
    return journal.compare(project -> false).otherwiseEmpty().compose(compared -> {
      if (journal.hasCaughtUp() || attemptsLeft == 0) {
        return Future.succeededFuture();
      }
      return vertx
          .timer(CATCH_UP_PAUSE_MS, TimeUnit.MILLISECONDS)
          .compose(waited -> catchUp(vertx, journal, attemptsLeft - 1));
    });
  }
}
