package atelier.journal;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.consensus.Peers;
import atelier.consensus.ReplicatedJournal;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a cluster of one does what every journal does, on the real disk. */
final class ReplicatedJournalTest extends JournalConformance {
  @TempDir
  private Path folder;

  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void endLoop() {
    await(VERTX.close());
  }

  @Override
  ReplicatedJournal open() {
    return open(VERTX, folder.resolve("journal.db"));
  }

  /** The journal of a cluster of one. */
  static ReplicatedJournal open(Vertx vertx, Path file) {
    Context loop = vertx.getOrCreateContext();
    return new ReplicatedJournal(
        "n",
        UUID.randomUUID().toString(),
        DiskReplica.open(file),
        new Nobody(),
        work -> loop.runOnContext(turn -> work.run()),
        Clock.systemUTC(),
        (kept, lost) -> lost.stream()
            .collect(Collectors.toMap(
                entry -> entry, Entry::event, (one, other) -> one, LinkedHashMap::new)));
  }

  /** Nobody else is here, and nobody is meant to be. */
  private static final class Nobody implements Peers {
    @Override
    public Set<String> present() {
      return Set.of();
    }

    @Override
    public Acceptor of(String node) {
      throw new IllegalArgumentException(node);
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void goesOnAfterItWasOpenedAgain() {
    await(journal.append(chain("p", 3)));
    await(journal.close());

    journal = open();

    assertThat(await(journal.read("p", 0, 10))).isEqualTo(chain("p", 3));
    await(journal.append(chain("p", 4).subList(3, 4)));
    assertThat(await(journal.lastEntries())).containsExactly(chain("p", 4).get(3));
  }

  @Test
  void takesOverWhatANodeAloneHadWritten() {
    await(journal.close());
    Journal alone = DiskJournal.open(folder.resolve("journal.db"));
    await(alone.append(chain("p", 2)));
    await(alone.close());

    journal = open();

    assertThat(await(journal.read("p", 0, 10))).isEqualTo(chain("p", 2));
    await(journal.append(chain("p", 3).subList(2, 3)));
  }

  private static Proposal proposal(long round, List<Entry> entries, int agreed, boolean heals) {
    return new Proposal(new Ballot(round, "m"), "p", 0, Entry.GENESIS, entries, agreed, heals);
  }

  /** A disk whose node died right after it had let go of a history. */
  private void letGo(int round, List<Entry> lost, List<Entry> kept, int agreed) {
    await(journal.close());
    DiskReplica disk = DiskReplica.open(folder.resolve("journal.db"));
    await(disk.accept(List.of(proposal(round, lost, lost.size(), false))));
    await(disk.accept(List.of(proposal(round + 1, kept, agreed, true))));
    await(disk.close());
  }

  private static List<Entry> requests(int count) {
    List<Entry> entries = new ArrayList<>();
    String prev = Entry.GENESIS;
    for (int seq = 1; seq <= count; seq++) {
      Event hint = new Event.HintGiven("a.py", "hint " + seq);
      entries.add(EventCodec.seal("p", seq, Instant.EPOCH, "m", "user", hint, prev));
      prev = entries.get(seq - 1).hash();
    }
    return entries;
  }

  /** What stands in the journal once nothing is owed any more, over several lives of the node. */
  private List<Entry> restored(int lives) {
    for (int life = 1; life <= lives; life++) {
      ReplicatedJournal next = open();
      journal = next;
      await(next.restore());
      await(journal.close());
    }
    journal = open();
    return await(journal.read("p", 0, 2_000));
  }

  @Test
  void asksAgainOnceWhatItHadLetGoOfBeforeItDied() {
    List<Entry> lost = requests(3);
    letGo(1, lost, chain("p", 2), 2);

    List<Entry> all = restored(3);

    assertThat(all.subList(0, 2)).isEqualTo(chain("p", 2));
    assertThat(all.get(2).event())
        .isEqualTo(new Event.ForkHealed(
            1, 3, lost.get(2).hash(), "m", 3, lost.stream().map(Entry::hash).toList()));
    assertThat(all.subList(3, all.size()).stream().map(Entry::event))
        .isEqualTo(lost.stream().map(Entry::event).toList());
  }

  @Test
  void asksAgainMoreThanGoesIntoOneAppend() {
    List<Entry> lost = requests(250);
    letGo(1, lost, chain("p", 2), 2);

    List<Entry> all = restored(4);

    assertThat(all.stream().map(Entry::event).filter(Event.HintGiven.class::isInstance))
        .isEqualTo(lost.stream().map(Entry::event).toList());
  }

  @Test
  void letsGoOfAHistoryForOneOfManyEventsOfWhichNobodyKnewWhetherTheyCount() {
    List<Entry> kept = chain("p", 1_200);
    letGo(1, requests(3), kept, 0);

    journal = open();
    await(journal.lead(List.of("p")));
    await(journal.close());
    List<Entry> all = restored(2);

    assertThat(all.subList(0, 1_200)).isEqualTo(kept);
    assertThat(all).hasSize(1_204);
  }

  @Test
  void asksNothingAgainThatStandsInTheJournalAlready() {
    List<Entry> lost = requests(5);
    letGo(1, lost.subList(0, 3), chain("p", 2), 2);
    List<Entry> all = restored(1);
    letGo(100, all, lost, lost.size());

    assertThat(restored(3).stream().map(Entry::event).filter(Event.HintGiven.class::isInstance))
        .isEqualTo(lost.stream().map(Entry::event).toList());
  }
}
