package atelier.consensus;

import atelier.journal.Replica;
import atelier.journal.Standing;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at what the nodes that are here hold, again and again; fetches what this one lacks and
 * finds what is left open.
 */
final class Watch {
  private final Replica replica;
  private final Peers peers;
  private final Replication replication;
  private final Set<String> comparing = new HashSet<>();
  private final Set<String> compared = new HashSet<>();
  private Set<String> undecided = new HashSet<>();

  Watch(Replica replica, Peers peers, Replication replication) {
    this.replica = replica;
    this.peers = peers;
    this.replication = replication;
  }

  /**
   * One look.
   *
   * @return projects of which histories part, or of which somebody held entries at the last look
   *     too of which nobody knows whether they count
   */
  Future<Set<String>> look() {
    compared.retainAll(peers.present());
    Set<String> tails = new HashSet<>();
    Set<String> forks = new HashSet<>();
    List<Future<Void>> all = peers.present().stream()
        .filter(comparing::add)
        .map(node -> compare(node, tails, forks))
        .toList();
    return Future.join(all).compose(done -> replica.undecided()).map(standings -> {
      standings.stream().map(Standing::project).forEach(tails::add);
      Set<String> open = new HashSet<>(tails);
      open.retainAll(undecided);
      open.addAll(forks);
      undecided = tails;
      return open;
    });
  }

  private Future<Void> compare(String node, Set<String> tails, Set<String> forks) {
    Comparison comparison = new Comparison(replica);
    return comparison.with(peers.of(node)).transform(done -> {
      comparing.remove(node);
      if (done.succeeded()) {
        replication.heardOf(node);
        compared.add(node);
        forks.addAll(comparison.forked());
        tails.addAll(comparison.undecided());
      }
      return Future.succeededFuture();
    });
  }

  /** Whether this node has compared its disk with every node that is here. */
  boolean hasCaughtUp() {
    return compared.containsAll(peers.present());
  }
}
