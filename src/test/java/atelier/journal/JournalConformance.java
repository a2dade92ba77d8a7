package atelier.journal;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.RetryRequested;
import atelier.event.EventCodec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
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
import org.junit.jupiter.api.Test;

/**
 * The behaviour that every journal must have: appends and reads ({@link JournalAppendConformance})
 * and, here, subscribers and concurrent callers. The test of a journal extends this class.
 */
abstract class JournalConformance extends JournalAppendConformance {
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
