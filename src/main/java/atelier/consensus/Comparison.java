package atelier.consensus;

import atelier.journal.Acceptor;
import atelier.journal.Ballot;
import atelier.journal.Replica;
import atelier.journal.Standing;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares this node's disk with another's, project by project, and fetches what the other has
 * agreed on and this one lacks.
 */
final class Comparison {
  /** How many projects are fetched side by side. */
  private static final int LANES = 8;

  private final Replica replica;
  private final Catching catching;
  private final Set<String> forked = new HashSet<>();
  private final Set<String> undecided = new HashSet<>();

  Comparison(Replica replica) {
    this.replica = replica;
    catching = new Catching(replica);
  }

  /** Compares; this node has what the other has agreed on when the future succeeds. */
  Future<Void> with(Acceptor peer) {
    return peer.standings(replica.digests())
        .compose(theirs -> theirs.isEmpty()
            ? Future.succeededFuture()
            : replica.standings().compose(ours -> {
              theirs.stream()
                  .filter(there -> there.seq() > there.agreed())
                  .map(Standing::project)
                  .forEach(undecided::add);
              Map<String, Standing> here =
                  ours.stream().collect(Collectors.toMap(Standing::project, one -> one));
              Iterator<Standing> different = theirs.stream()
                  .filter(there -> there.agreed() > 0 && differs(here.get(there.project()), there))
                  .iterator();
              List<Future<Void>> lanes = IntStream.range(0, LANES)
                  .mapToObj(lane -> lane(peer, here, different))
                  .toList();
              return Future.join(lanes).mapEmpty();
            }));
  }

  /** Projects of which the two hold different histories for agreed. */
  Set<String> forked() {
    return forked;
  }

  /** Projects of which the other holds entries that it does not know to be agreed. */
  Set<String> undecided() {
    return undecided;
  }

  private static boolean differs(@Nullable Standing here, Standing there) {
    return here == null || !here.agreedHash().equals(there.agreedHash());
  }

  private Future<Void> lane(
      Acceptor peer, Map<String, Standing> here, Iterator<Standing> different) {
    if (!different.hasNext()) {
      return Future.succeededFuture();
    }
    Standing there = different.next();
    Standing own = here.getOrDefault(there.project(), nothing(there.project()));
    return catching
        .up(peer, own, there)
        .onSuccess(one -> {
          if (!one) {
            forked.add(there.project());
          }
        })
        .compose(done -> lane(peer, here, different));
  }

  private static Standing nothing(String project) {
    return new Standing(project, Ballot.NONE, Ballot.NONE, 0, "", 0, "");
  }
}
