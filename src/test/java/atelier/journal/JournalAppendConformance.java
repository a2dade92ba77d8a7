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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every journal must append and return entries. */
abstract class JournalAppendConformance {
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

  /** Creates the first {@code count} entries of a project. */
  static List<Entry> chain(String project, int count) {
    List<Entry> entries = new ArrayList<>();
    String prev = Entry.GENESIS;
    for (int seq = 1; seq <= count; seq++) {
      Entry entry = sealed(project, seq, prev, "päckchen 📦 " + seq);
      entries.add(entry);
      prev = entry.hash();
    }
    return entries;
  }

  static Entry sealed(String project, long seq, String prev, String spec) {
    Instant at = Instant.EPOCH.plusSeconds(seq);
    return EventCodec.seal(project, seq, at, "n", "user", new FeatureRequested(spec, false), prev);
  }

  @Test
  void returnsAppendedEntries() {
    List<Entry> entries = chain("p", 3);

    await(journal.append(entries.subList(0, 2)));
    await(journal.append(entries.subList(2, 3)));

    assertThat(await(journal.read("p", 0, 10))).isEqualTo(entries);
    assertThat(await(journal.read("p", 1, 1))).isEqualTo(entries.subList(1, 2));
    assertThat(await(journal.read("p", 3, 10))).isEmpty();
    assertThat(await(journal.read("nobody", 0, 10))).isEmpty();
  }

  @Test
  void rejectsAGapAForkAndARepetition() {
    List<Entry> entries = chain("p", 3);
    await(journal.append(entries.subList(0, 1)));
    Entry fork = sealed("p", 2, "0000", "other");

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
  void returnsFirstAndLastEntriesInOrderOfProjectStart() {
    await(journal.append(chain("b", 2)));
    await(journal.append(chain("a", 1)));

    assertThat(await(journal.lastEntries()))
        .extracting(Entry::toString)
        .containsExactly("b#2 user feature_requested", "a#1 user feature_requested");
    assertThat(await(journal.firstEntries()))
        .extracting(Entry::toString)
        .containsExactly("b#1 user feature_requested", "a#1 user feature_requested");
  }

  @Test
  void separatesProjects() {
    List<Future<Void>> appends =
        IntStream.range(0, 200).mapToObj(i -> journal.append(chain("p" + i, 5))).toList();

    await(Future.all(appends));

    for (int i = 0; i < 200; i++) {
      assertThat(await(journal.read("p" + i, 0, 10))).isEqualTo(chain("p" + i, 5));
    }
  }

  @Test
  void finishesPendingCallsOnCloseAndRejectsLaterOnes() {
    List<Future<Void>> begun =
        IntStream.range(0, 300).mapToObj(i -> journal.append(chain("p" + i, 1))).toList();

    await(journal.close());
    await(journal.close());

    assertThat(begun).allMatch(Future::succeeded);
    assertThatThrownBy(() -> await(journal.append(chain("p", 1)))).hasMessageContaining("closed");
    assertThatThrownBy(() -> await(journal.read("p", 0, 1))).hasMessageContaining("closed");
    assertThatThrownBy(() -> await(journal.lastEntries())).hasMessageContaining("closed");
    assertThatThrownBy(() -> journal.subscribe(entry -> {})).hasMessageContaining("closed");
  }

  @Test
  void rejectsAnEmptyAppend() {
    assertThatThrownBy(() -> await(journal.append(List.of())))
        .hasMessageContaining("nothing to append");

    await(journal.append(chain("p", 1)));
  }

  @Test
  void rejectsEntriesOfTwoProjects() {
    List<Entry> mixed = List.of(chain("p", 1).get(0), chain("q", 1).get(0));

    assertThatThrownBy(() -> await(journal.append(mixed)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(await(journal.lastEntries())).isEmpty();
  }

  @Test
  void reportsTheLimitThatAnAppendExceeds() {
    Entry huge = sealed("p", 1, Entry.GENESIS, "x".repeat(EventCodec.MAX_LINE_CHARS));
    List<Entry> many = chain("p", Batch.MAX_ENTRIES + 1);

    assertThatThrownBy(() -> await(journal.append(List.of(huge))))
        .hasMessageContaining("event 1 of project p")
        .hasMessageContaining(String.valueOf(EventCodec.MAX_LINE_CHARS));
    assertThatThrownBy(() -> await(journal.append(many)))
        .hasMessageContaining(String.valueOf(Batch.MAX_ENTRIES));
    await(journal.append(many.subList(0, Batch.MAX_ENTRIES)));
  }

  @Test
  void returnsNothingForAnEmptyRange() {
    await(journal.append(chain("p", 3)));

    assertThat(await(journal.read("p", 0, 0))).isEmpty();
    assertThat(await(journal.read("p", 0, -1))).isEmpty();
    assertThat(await(journal.read("p", 4, 10))).isEmpty();
    assertThat(await(journal.read("p", Long.MAX_VALUE, Integer.MAX_VALUE))).isEmpty();
    assertThat(await(journal.read("p", -5, Integer.MAX_VALUE))).hasSize(3);
  }

  @Test
  void copiesTheCallersList() {
    List<Entry> entries = new ArrayList<>(chain("p", 2));

    Future<Void> appended = journal.append(entries);
    entries.clear();

    await(appended);
    assertThat(await(journal.read("p", 0, 10))).hasSize(2);
  }
}
