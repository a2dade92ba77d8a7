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

/** Opens the journal: a node's alone, or its part in that of a cluster. */
final class JournalFactory {
  private static final Logger LOG = Logger.getLogger(JournalFactory.class.getName());
  private static final long COMPARE_MS = 1_000;
  private static final long SOON_MS = 200;
  private static final int MAX_LOOKS = 150;

  private JournalFactory() {}

  /**
   * Done when this node has all that the nodes which are here have agreed on.
   *
   * @param follower told what is agreed from then on, and what is caught up with too
   */
  static Future<Journal> open(Transport ground, Path file, Consumer<Entry> follower) {
    Vertx vertx = ground.vertx();
    return ground
        .cluster()
        .map(cluster -> vertx.executeBlocking(() -> DiskReplica.open(file)).compose(replica -> {
          replica.follow(follower);
          return shared(vertx, cluster, replica);
        }))
        .orElseGet(() -> vertx.executeBlocking(() -> {
          DiskJournal journal = DiskJournal.open(file);
          journal.subscribe(follower);
          return journal;
        }));
  }

  private static Future<Journal> shared(Vertx vertx, Cluster cluster, DiskReplica replica) {
    Context loop = vertx.getOrCreateContext();
    String life = cluster.self() + "/" + UUID.randomUUID().toString().substring(0, 8);
    ReplicatedJournal journal = new ReplicatedJournal(
        cluster.self(),
        life,
        replica,
        cluster,
        work -> loop.runOnContext(turn -> work.run()),
        Clock.systemUTC(),
        Restoration::wishes);
    vertx.setPeriodic(
        COMPARE_MS,
        timer -> journal
            .compare(cluster::isOwn)
            .compose(compared -> journal.restore())
            .onFailure(problem -> LOG.log(Level.WARNING, "the nodes could not compare", problem)));
    return vertx
        .deployVerticle(new JournalService(cluster.self(), replica))
        .compose(deployed -> catchUp(vertx, journal, MAX_LOOKS))
        .<Journal>map(journal)
        .recover(problem -> replica.close().transform(closed -> Future.failedFuture(problem)));
  }

  private static Future<Void> catchUp(Vertx vertx, ReplicatedJournal journal, int looks) {
    return journal.compare(project -> false).otherwiseEmpty().compose(compared -> {
      if (journal.hasCaughtUp() || looks == 0) {
        return Future.succeededFuture();
      }
      return vertx
          .timer(SOON_MS, TimeUnit.MILLISECONDS)
          .compose(waited -> catchUp(vertx, journal, looks - 1));
    });
  }
}
