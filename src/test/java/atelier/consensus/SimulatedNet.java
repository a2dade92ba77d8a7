package atelier.consensus;

import atelier.event.Entry;
import atelier.journal.Acceptor;
import atelier.journal.Ballot;
import atelier.journal.Digests;
import atelier.journal.MemoryReplica;
import atelier.journal.Proposal;
import atelier.journal.Standing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Nodes, the wires between them and the time, all under one seed. */
final class SimulatedNet {
  private static final long TIMEOUT_MS = 2_000;

  private final SplittableRandom random;
  private final PriorityQueue<Happening> agenda = new PriorityQueue<>();
  private final Set<String> cut = new HashSet<>();
  private long nowMs;
  private long number;
  /** In a hundred: how many messages get lost. */
  private int lossPercent;

  private record Happening(long atMs, long number, Runnable what) implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      return atMs == other.atMs
          ? Long.compare(number, other.number)
          : Long.compare(atMs, other.atMs);
    }
  }

  SimulatedNet(SplittableRandom random) {
    this.random = random;
  }

  void lose(int percent) {
    lossPercent = percent;
  }

  void after(long ms, Runnable what) {
    agenda.add(new Happening(nowMs + ms, number++, what));
  }

  long nowMs() {
    return nowMs;
  }

  void runUntil(long ms) {
    while (!agenda.isEmpty() && agenda.peek().atMs() <= ms) {
      Happening next = agenda.remove();
      nowMs = next.atMs();
      next.what().run();
    }
    nowMs = ms;
  }

  void cut(int one, int other) {
    cut.add(Math.min(one, other) + "-" + Math.max(one, other));
  }

  void mendAll() {
    cut.clear();
  }

  boolean isCut(int one, int other) {
    return cut.contains(Math.min(one, other) + "-" + Math.max(one, other));
  }

  /** One life of a node. */
  interface Life {
    int node();

    boolean over();

    MemoryReplica replica();
  }

  /** The other's replica as one sees it over the wire, as {@code there} then is. */
  Acceptor wire(Life here, int node, Supplier<Life> there) {
    return new Acceptor() {
      @Override
      public Future<List<Standing>> promise(Ballot ballot, Collection<String> projects) {
        return over(replica -> replica.promise(ballot, projects));
      }

      @Override
      public Future<List<Reply>> accept(List<Proposal> proposals) {
        return over(replica -> replica.accept(proposals));
      }

      @Override
      public Future<Void> agree(List<Agreement> agreements) {
        return over(replica -> replica.agree(agreements));
      }

      @Override
      public Future<List<Standing>> standings(Digests digests) {
        return over(replica -> replica.standings(digests));
      }

      @Override
      public Future<List<Entry>> readAll(String project, long after, int limit) {
        return over(replica -> replica.readAll(project, after, limit));
      }

      private <T> Future<T> over(Call<T> call) {
        return send(here, node, there, call);
      }
    };
  }

  private interface Call<T> {
    Future<T> on(MemoryReplica replica);
  }

  private <T> Future<T> send(Life here, int node, Supplier<Life> there, Call<T> call) {
    Promise<T> answer = Promise.promise();
    after(TIMEOUT_MS, () -> {
      if (!here.over()) {
        answer.tryFail("no answer");
      }
    });
    after(delay(), () -> {
      Life other = there.get();
      if (lost(here.node(), node) || other.over()) {
        return;
      }
      Future<T> done = call.on(other.replica());
      after(delay(), () -> {
        if (!lost(here.node(), node) && !here.over()) {
          done.onSuccess(answer::tryComplete).onFailure(answer::tryFail);
        }
      });
    });
    return answer.future();
  }

  private long delay() {
    return random.nextInt(20) == 0 ? random.nextInt(1_500) : 1 + random.nextInt(5);
  }

  private boolean lost(int one, int other) {
    return isCut(one, other) || random.nextInt(100) < lossPercent;
  }
}
