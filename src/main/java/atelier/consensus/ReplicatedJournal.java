package atelier.consensus;

import atelier.event.Entry;
import atelier.journal.Ballot;
import atelier.journal.Batch;
import atelier.journal.ContextFuture;
import atelier.journal.Journal;
import atelier.journal.Replica;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A journal that all nodes keep. One node leads a project at a time; what it appends counts once a
 * majority of the nodes that are meant to be there has it on disk, and is waited for from every
 * node that is here. Whoever leads next finds it at one of any majority, so nothing that counted
 * can be lost or have another in its place: this is Paxos, with a growing value for each project.
 */
public final class ReplicatedJournal implements Journal {
  private static final Logger LOG = Logger.getLogger(ReplicatedJournal.class.getName());
  private static final int MAX_CAMPAIGN = 500;
  private static final int MAX_ROUNDS = 4;

  private final String life;
  private final Replica replica;
  private final Peers peers;
  private final Executor loop;
  private final Restitution restitution;
  private final Replication replication;
  private final Map<String, Leader> leaders = new HashMap<>();
  private final Map<String, Future<Void>> campaigns = new HashMap<>();
  private final IdentityHashMap<Future<Void>, String> underWay = new IdentityHashMap<>();
  private final Watch watch;
  private Ballot highest = Ballot.NONE;
  private volatile boolean closed;
  private @Nullable Future<Void> closing;

  /**
   * A journal over this node's replica.
   *
   * @param node this node's name
   * @param life names this life of the node among all lives of all nodes
   * @param loop the Vert.x context of the replica's answers, on which everything is done in order
   */
  public ReplicatedJournal(
      String node,
      String life,
      Replica replica,
      Peers peers,
      Executor loop,
      Clock clock,
      Restoring restoring) {
    this.life = life;
    this.replica = replica;
    this.peers = peers;
    this.loop = loop;
    restitution = new Restitution(node, replica, clock, restoring);
    replication = new Replication(replica, peers);
    watch = new Watch(replica, peers, replication);
  }

  @Override
  public Future<Void> append(List<Entry> entries) {
    List<Entry> copied = List.copyOf(entries);
    return here(() -> {
      String project = new Batch(copied).first().project();
      if (closed) {
        return Future.failedFuture(new IllegalStateException("the journal is closed"));
      }
      Future<Void> append = leader(project)
          .compose(leader ->
              leader.append(copied).onFailure(problem -> leaders.remove(project, leader)));
      underWay.put(append, project);
      return append.onComplete(done -> underWay.remove(append));
    });
  }

  private Future<Leader> leader(String project) {
    Leader known = leaders.get(project);
    Future<Void> campaign = campaigns.get(project);
    if (campaign == null && known != null) {
      return Future.succeededFuture(known);
    }
    return (campaign != null ? campaign : campaign(List.of(project)))
        .compose(done -> leader(project));
  }

  /** One campaign for a project at a time: two would take the lead from each other. */
  private Future<Void> campaign(List<String> projects) {
    Future<Void> over = Future.join(projects.stream()
            .map(project -> campaigns.getOrDefault(project, Future.succeededFuture()))
            .toList())
        .transform(before -> campaign(projects, 1));
    projects.forEach(project -> campaigns.put(project, over));
    return over.onComplete(done -> projects.forEach(project -> campaigns.remove(project, over)));
  }

  @Override
  public Future<Void> lead(Collection<String> projects) {
    List<String> all = List.copyOf(new LinkedHashSet<>(projects));
    return here(() -> lead(all, 0));
  }

  private Future<Void> lead(List<String> projects, int from) {
    int to = Math.min(projects.size(), from + MAX_CAMPAIGN);
    return from >= to
        ? Future.succeededFuture()
        : campaign(projects.subList(from, to)).compose(done -> lead(projects, to));
  }

  /** Until each is led; where another node claims at the same time, with a greater ballot. */
  private Future<Void> campaign(List<String> projects, int round) {
    requireMajority();
    highest = highest.next(life);
    var campaign = new Campaign(replica, peers, replication, highest);
    return campaign.run(projects).compose(result -> {
      highest = Ballot.max(highest, result.highest());
      leaders.putAll(result.leaders());
      List<String> again = new ArrayList<>();
      for (var lost : result.lost().entrySet()) {
        leaders.remove(lost.getKey());
        if (!(lost.getValue() instanceof Conflict) || round == MAX_ROUNDS) {
          return Future.failedFuture(lost.getValue());
        }
        again.add(lost.getKey());
      }
      return again.isEmpty() ? Future.succeededFuture() : campaign(again, round + 1);
    });
  }

  private void requireMajority() {
    if (isMinority()) {
      throw new NoMajority(peers.present().size() + 1 + " of " + peers.size() + " nodes are here, "
          + peers.majority() + " must be: nothing can be accepted until more are back");
    }
  }

  private boolean isMinority() {
    return peers.present().size() + 1 < peers.majority();
  }

  /**
   * One look around, to be repeated every second or so: compares with each node that is here, and
   * leads what {@code own} says is this node's where something is left open: entries of which
   * nobody knows whether they count, histories that part.
   */
  public Future<Void> compare(Predicate<String> own) {
    return here(() -> watch.look().compose(open -> settle(open, own)));
  }

  /** What is appended to just now is not left open. */
  private Future<Void> settle(Set<String> open, Predicate<String> own) {
    open.removeIf(own.negate());
    open.removeAll(underWay.values());
    if (open.isEmpty() || isMinority()) {
      return Future.succeededFuture();
    }
    return lead(List.copyOf(open), 0).otherwise(problem -> {
      LOG.log(Level.FINE, "left undecided: " + open, problem);
      return null;
    });
  }

  /** Repeats requests of people that were in histories which were replaced here. */
  public Future<Void> restore() {
    return here(() -> closed || isMinority() ? Future.succeededFuture() : restitution.make(this));
  }

  /** Whether this node has compared its disk with every node that is here. */
  public boolean hasCaughtUp() {
    return watch.hasCaughtUp();
  }

  @Override
  public Future<List<Entry>> read(String project, long after, int limit) {
    return replica.read(project, after, limit);
  }

  @Override
  public Future<List<Entry>> lastEntries() {
    return replica.heads();
  }

  @Override
  public Future<List<Entry>> firstEntries() {
    return replica.firsts();
  }

  @Override
  public Subscription subscribe(Consumer<Entry> follower) {
    if (closed) {
      throw new IllegalStateException("the journal is closed");
    }
    return replica.follow(follower);
  }

  @Override
  public Subscription subscribeToRewrites(Consumer<String> follower) {
    return replica.followRewrites(follower);
  }

  @Override
  public String writeProblem() {
    return replica.writeProblem();
  }

  @Override
  public Future<Void> close() {
    synchronized (this) {
      if (closing == null) {
        closing = here(() -> {
          closed = true;
          return Future.join(List.copyOf(underWay.keySet())).transform(done -> replica.close());
        });
      }
      return closing;
    }
  }

  /** Does something on the loop; the answer comes on the caller's context. */
  private <T> Future<T> here(Supplier<Future<T>> call) {
    ContextFuture<T> answer = new ContextFuture<>();
    loop.execute(() -> {
      try {
        call.get()
            .onComplete(done -> answer.complete(
                done.succeeded()
                    ? Future.succeededFuture(done.result())
                    : Future.failedFuture(done.cause())));
      } catch (RuntimeException refused) {
        answer.complete(Future.failedFuture(refused));
      }
    });
    return answer.future();
  }
}
