package atelier.journal;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.event.EventCodec;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every form of journal must do. */
abstract class JournalConformance {
  protected Journal journal;

  abstract Journal open();

  @BeforeEach
  void openIt() {
    journal = open();
  }

  @AfterEach
  void closeIt() {
    await(journal.close());
  }

  /** A chain of {@code count} entries that begins a project. */
  static List<Entry> chain(String project, int count) {
    List<Entry> entries = new ArrayList<>();
    String prev = Entry.GENESIS;
    for (int seq = 1; seq <= count; seq++) {
      Entry entry = EventCodec.seal(
          project,
          seq,
          Instant.EPOCH.plusSeconds(seq),
          "n",
          "user",
          new FeatureRequested("päckchen 📦 " + seq, false),
          prev);
      entries.add(entry);
      prev = entry.hash();
    }
    return entries;
  }

  @Test
  void givesBackWhatWasAppended() {
    List<Entry> entries = chain("p", 3);

    await(journal.append(entries.subList(0, 2)));
    await(journal.append(entries.subList(2, 3)));

    assertThat(await(journal.read("p", 0, 10))).isEqualTo(entries);
    assertThat(await(journal.read("p", 1, 1))).isEqualTo(entries.subList(1, 2));
    assertThat(await(journal.read("p", 3, 10))).isEmpty();
    assertThat(await(journal.read("nobody", 0, 10))).isEmpty();
  }

  @Test
  void refusesAGapAForkAndARepetition() {
    List<Entry> entries = chain("p", 3);
    await(journal.append(entries.subList(0, 1)));
    Entry fork = EventCodec.seal(
        "p", 2, Instant.EPOCH, "n", "user", new FeatureRequested("other", false), "0000");

    for (Entry wrong : List.of(entries.get(2), entries.get(0), fork)) {
      assertThatThrownBy(() -> await(journal.append(List.of(wrong))))
          .isInstanceOf(Journal.Conflict.class);
    }
    assertThat(await(journal.read("p", 0, 10))).hasSize(1);
  }

  @Test
  void writesAllOrNothing() {
    List<Entry> entries = chain("p", 3);
    List<Entry> holed = List.of(entries.get(0), entries.get(2));

    assertThatThrownBy(() -> await(journal.append(holed)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(await(journal.read("p", 0, 10))).isEmpty();
    await(journal.append(entries));
  }

  @Test
  void tellsFollowersInOrderWhatIsAppendedFromThenOn() {
    List<Entry> entries = chain("p", 4);
    List<Entry> told = new CopyOnWriteArrayList<>();
    await(journal.append(entries.subList(0, 1)));

    var subscription = journal.follow(told::add);
    journal.follow(entry -> {
      throw new IllegalStateException("a follower's bug");
    });
    await(journal.append(entries.subList(1, 2)));
    await(journal.append(entries.subList(2, 3)));
    subscription.close();
    await(journal.append(entries.subList(3, 4)));

    assertThat(told).isEqualTo(entries.subList(1, 3));
  }

  @Test
  void givesTheLastEntryOfEachProjectInOrderOfTheirBeginning() {
    await(journal.append(chain("b", 2)));
    await(journal.append(chain("a", 1)));

    assertThat(await(journal.heads()))
        .extracting(Entry::toString)
        .containsExactly("b#2 user feature_requested", "a#1 user feature_requested");
  }

  @Test
  void letsExactlyOneOfManyWinAPlace() {
    List<Future<Void>> races = IntStream.range(0, 50)
        .mapToObj(writer -> journal.append(List.of(EventCodec.seal(
            "p",
            1,
            Instant.EPOCH,
            "n" + writer,
            "user",
            new FeatureRequested("x", false),
            Entry.GENESIS))))
        .toList();

    long won =
        races.stream().filter(race -> await(race.map(true).otherwise(false))).count();

    assertThat(won).isEqualTo(1);
    assertThat(await(journal.read("p", 0, 10))).hasSize(1);
  }

  @Test
  void keepsManyProjectsApart() {
    List<Future<Void>> appends =
        IntStream.range(0, 200).mapToObj(i -> journal.append(chain("p" + i, 5))).toList();

    await(Future.all(appends));

    for (int i = 0; i < 200; i++) {
      assertThat(await(journal.read("p" + i, 0, 10))).isEqualTo(chain("p" + i, 5));
    }
  }

  @Test
  void refusesToWriteOnceItIsClosed() {
    await(journal.close());

    assertThatThrownBy(() -> await(journal.append(chain("p", 1)))).hasMessageContaining("closed");
  }
}
