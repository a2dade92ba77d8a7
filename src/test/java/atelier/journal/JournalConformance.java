package atelier.journal;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.RetryRequested;
import atelier.event.EventCodec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The behaviour that every journal must have. */
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
  void publishesLaterAppendsToSubscribersInOrder() {
    List<Entry> entries = chain("p", 4);
    List<Entry> received = new CopyOnWriteArrayList<>();
    await(journal.append(entries.subList(0, 1)));

    var subscription = journal.subscribe(received::add);
    journal.subscribe(entry -> {
      throw new IllegalStateException("a subscriber's bug");
    });
    await(journal.append(entries.subList(1, 2)));
    await(journal.append(entries.subList(2, 3)));
    subscription.close();
    await(journal.append(entries.subList(3, 4)));

    assertThat(received).isEqualTo(entries.subList(1, 3));
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
  void acceptsOneOfManyConcurrentAppends() {
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

  @Test
  void publishesToALateSubscriberEverythingThatItCouldNotRead() throws Exception {
    int each = 100;
    Map<String, List<Long>> received = new ConcurrentHashMap<>();
    CountDownLatch underWay = new CountDownLatch(20);
    var writing = inParallel(4, writer -> {
      for (Entry entry : chain("p" + writer, each)) {
        await(journal.append(List.of(entry)));
        underWay.countDown();
      }
    });
    assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();

    journal.subscribe(entry -> received
        .computeIfAbsent(entry.project(), id -> new CopyOnWriteArrayList<>())
        .add(entry.seq()));
    Map<String, Long> readable =
        await(journal.lastEntries()).stream().collect(Collectors.toMap(Entry::project, Entry::seq));
    writing.get(30, TimeUnit.SECONDS);

    assertThat(received).isNotEmpty();
    received.forEach((project, seqs) -> {
      long first = seqs.get(0);
      assertThat(first).isLessThanOrEqualTo(readable.getOrDefault(project, 0L) + 1);
      assertThat(seqs).isEqualTo(LongStream.rangeClosed(first, each).boxed().toList());
    });
  }

  @Test
  void keepsTheOrderIfASubscriberAppends() {
    List<Entry> entries = chain("p", 3);
    List<Long> received = new CopyOnWriteArrayList<>();
    List<Future<Void>> further = new CopyOnWriteArrayList<>();
    journal.subscribe(entry -> {
      if (entry.seq() == 1) {
        further.add(journal.append(entries.subList(2, 3)));
      }
    });
    journal.subscribe(entry -> received.add(entry.seq()));

    await(journal.append(entries.subList(0, 2)));
    await(further.get(0));

    assertThat(received).containsExactly(1L, 2L, 3L);
  }

  @Test
  void logsAFailingSubscriberOnce() {
    List<LogRecord> complaints = new CopyOnWriteArrayList<>();
    Logger log = Logger.getLogger(Subscribers.class.getName());
    Handler listener = new Handler() {
      @Override
      public void publish(LogRecord warning) {
        complaints.add(warning);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    log.addHandler(listener);
    log.setUseParentHandlers(false);
    List<Entry> received = new CopyOnWriteArrayList<>();
    journal.subscribe(entry -> {
      throw new IllegalStateException("a subscriber's bug");
    });
    journal.subscribe(received::add);

    try {
      await(journal.append(chain("p", 5)));
    } finally {
      log.removeHandler(listener);
      log.setUseParentHandlers(true);
    }

    assertThat(complaints).hasSize(1);
    assertThat(received).hasSize(5);
  }

  @Test
  void survivesAHandlerThatThrows() {
    List<Entry> entries = chain("p", 2);
    try {
      journal.append(entries.subList(0, 1)).onComplete(result -> {
        throw new IllegalStateException("a caller's bug");
      });
    } catch (IllegalStateException alsoFine) {
      assertThat(alsoFine).hasMessageContaining("a caller's bug");
    }

    await(journal.append(entries.subList(1, 2)));
  }

  @Test
  void completesOnTheCallersContext() throws Exception {
    Vertx vertx = Vertx.vertx();
    List<Boolean> onIt = new CopyOnWriteArrayList<>();
    Promise<Void> done = Promise.promise();
    try {
      Context context = vertx.getOrCreateContext();
      Runnable note = () -> onIt.add(Vertx.currentContext() == context);
      context.runOnContext(turn -> journal
          .append(chain("p", 1))
          .onComplete(written -> note.run())
          .compose(written -> journal.read("p", 0, 1))
          .onComplete(read -> note.run())
          .compose(read -> journal.append(chain("p", 1)))
          .onComplete(refused -> note.run())
          .<Void>transform(refused -> Future.succeededFuture())
          .onComplete(done));

      await(done.future());
    } finally {
      await(vertx.close());
    }

    assertThat(onIt).containsExactly(true, true, true);
  }

  @Test
  void acceptsOneOfManyRacingWritersPerPosition() throws Exception {
    int writers = 6;
    int each = 30;
    inParallel(writers, writer -> {
          int won = 0;
          while (won < each) {
            won += await(appendNext("shared", "n" + writer).map(1).otherwise(0));
          }
        })
        .get(30, TimeUnit.SECONDS);

    List<Entry> entries = await(journal.read("shared", 0, 1_000));
    assertThat(entries).hasSize(writers * each);
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).seq()).isEqualTo(i + 1L);
      assertThat(entries.get(i).prev())
          .isEqualTo(i == 0 ? Entry.GENESIS : entries.get(i - 1).hash());
    }
    assertThat(entries.stream().collect(Collectors.groupingBy(Entry::node, Collectors.counting())))
        .hasSize(writers)
        .allSatisfy((node, count) -> assertThat(count).isEqualTo(each));
  }

  /** Runs the work for each number in its own thread. */
  private static CompletableFuture<Void> inParallel(int writers, IntConsumer work) {
    return CompletableFuture.allOf(IntStream.range(0, writers)
        .mapToObj(writer ->
            CompletableFuture.runAsync(() -> work.accept(writer), task -> new Thread(task).start()))
        .toArray(CompletableFuture<?>[]::new));
  }

  private Future<Void> appendNext(String project, String node) {
    return journal.lastEntries().compose(heads -> {
      long seq = heads.isEmpty() ? 0 : heads.get(0).seq();
      String prev = heads.isEmpty() ? Entry.GENESIS : heads.get(0).hash();
      return journal.append(List.of(EventCodec.seal(
          project, seq + 1, Instant.EPOCH, node, "user", new RetryRequested(), prev)));
    });
  }
}
