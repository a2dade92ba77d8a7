package atelier.journal;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskJournalTest extends JournalConformance {
  @TempDir
  private Path folder;

  @Override
  Journal open() {
    return DiskJournal.open(file());
  }

  private Path file() {
    return folder.resolve("journal.db");
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement update = connection.createStatement()) {
      update.executeUpdate(statement);
    }
  }

  @Test
  void containsEverythingAfterReopening() {
    await(journal.append(chain("p", 3)));
    await(journal.close());

    journal = open();

    assertThat(await(journal.read("p", 0, 10))).isEqualTo(chain("p", 3));
    await(journal.append(chain("p", 4).subList(3, 4)));
  }

  @Test
  void isReadableByItsUserOnly() throws Exception {
    await(journal.append(chain("p", 1)));

    for (String name : List.of("journal.db", "journal.db-wal")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void syncsToDiskAtEveryCommit() throws Exception {
    try (Connection connection = Database.open(folder.resolve("other.db"), List.of(""));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1)).isEqualTo("wal");
      assertThat(statement.executeQuery("PRAGMA synchronous").getInt(1)).isEqualTo(2);
    }
  }

  @Test
  void publishesAnEntryOnlyOnceItIsReadable() throws Exception {
    List<Integer> readable = new CopyOnWriteArrayList<>();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      journal.subscribe(entry -> readable.add(count(other)));

      await(journal.append(chain("p", 2)).onSuccess(written -> readable.add(count(other))));
      await(journal.append(chain("q", 1)));
    }

    assertThat(readable).containsExactly(2, 2, 2, 3);
  }

  private static int count(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      return statement.executeQuery("SELECT count(*) FROM entry").getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sharesOneFsyncAmongPendingAppends() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    var holding = holdingTheWriter(busy, go);
    Future<Void> first = journal.append(chain("first", 1));
    busy.await();

    List<Future<Void>> appends =
        IntStream.range(0, 500).mapToObj(i -> journal.append(chain("p" + i, 1))).toList();
    go.countDown();
    await(first);
    await(Future.all(appends));

    holding.close();
    assertThat(((DiskJournal) journal).commitCount()).isEqualTo(2);
  }

  @Test
  void rejectsAppendsBeyondItsCapacityAndRecovers() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    var holding = holdingTheWriter(busy, go);
    Future<Void> first = journal.append(chain("first", 1));
    busy.await();
    String large = "x".repeat(4_000_000);

    List<Future<Void>> appends = new ArrayList<>();
    for (int i = 0; i < GroupCommit.MAX_PENDING_CHARS / large.length() + 1; i++) {
      appends.add(journal.append(List.of(sealed("p" + i, 1, Entry.GENESIS, large))));
    }
    Future<Void> last = appends.remove(appends.size() - 1);

    assertThatThrownBy(() -> await(last)).hasMessageContaining("too slow");
    go.countDown();
    await(first);
    await(Future.all(appends));
    holding.close();
    await(journal.append(chain("further", 1)));
  }

  /** A subscriber that blocks the writing thread, as a stuck disk does. */
  private Journal.Subscription holdingTheWriter(CountDownLatch busy, CountDownLatch go) {
    return journal.subscribe(entry -> {
      if (entry.project().equals("first")) {
        busy.countDown();
        uninterruptibly(go);
      }
    });
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void continuesWritingAfterAHandlerThrew() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    holdingTheWriter(busy, go);
    Future<Void> first = journal.append(chain("first", 1));
    busy.await();
    first.onComplete(written -> {
      throw new IllegalStateException("a caller's bug, put here by a test");
    });

    go.countDown();

    await(journal.append(chain("p", 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE entry SET json = replace(json, 'user', 'usar') WHERE seq = 2 | hash does not match",
        "UPDATE entry SET json = 'x' WHERE seq = 2                           | cannot be read",
        "DELETE FROM entry WHERE seq = 2                                     | contains p#3",
        "UPDATE entry SET json = (SELECT json FROM entry WHERE seq = 1) WHERE seq = 2"
            + " | contains p#1",
        "UPDATE entry SET json = (SELECT json FROM entry WHERE project = 'q') WHERE project = 'p'"
            + " AND seq = 2 | contains q#1",
      })
  void reportsADamagedLine(String damage, String how) throws Exception {
    await(journal.append(chain("p", 3)));
    await(journal.append(chain("q", 1)));
    sql(damage);

    for (int after : List.of(0, 1, 2)) {
      assertThatThrownBy(() -> await(journal.read("p", after, 10)))
          .hasMessageContaining("event 2 of project p")
          .hasMessageContaining(how)
          .hasMessageContaining("backup");
    }
    assertThat(await(journal.read("q", 0, 10))).hasSize(1);
  }

  @Test
  void reportsALineOfAnotherChain() throws Exception {
    await(journal.append(chain("p", 3)));
    Entry forged = sealed("p", 2, chain("p", 1).get(0).hash(), "forged");
    sql("UPDATE entry SET json = '" + forged.json() + "' WHERE seq = 2");

    assertThatThrownBy(() -> await(journal.read("p", 0, 10)))
        .hasMessageContaining("event 3 of project p")
        .hasMessageContaining("does not follow");
    assertThatThrownBy(() -> await(journal.read("p", 2, 10)))
        .hasMessageContaining("event 3 of project p");
  }

  @Test
  void reportsMissingLinesAtTheEnd() throws Exception {
    await(journal.append(chain("p", 3)));
    sql("DELETE FROM entry WHERE seq = 3");

    assertThat(await(journal.read("p", 0, 2))).hasSize(2);
    assertThatThrownBy(() -> await(journal.read("p", 0, 10)))
        .hasMessageContaining("event 3 of project p")
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> await(journal.lastEntries()))
        .hasMessageContaining("event 3 of project p")
        .hasMessageContaining("missing");
  }

  @Test
  void rejectsAFileOfANewerAtelier() throws Exception {
    await(journal.close());
    sql("PRAGMA user_version = 99");

    assertThatThrownBy(this::open)
        .hasMessageContaining("newer")
        .hasMessageContaining("use a newer atelier.jar");

    sql("PRAGMA user_version = " + JournalTables.VERSIONS.size());
    journal = open();
  }

  @ParameterizedTest
  @ValueSource(strings = {"this is no database", "SQLite format 3\u0000 and then rubbish"})
  void reportsARemedyForAFileThatIsNotADatabase(String content) throws Exception {
    Path other = folder.resolve("other.db");
    Files.writeString(other, content.repeat(100));

    assertThatThrownBy(() -> DiskJournal.open(other))
        .hasMessageContaining(other.toString())
        .hasMessageContaining("damaged")
        .hasMessageContaining("backup");
  }

  @Test
  void reportsARemedyForAMissingFolder() {
    assertThatThrownBy(() -> DiskJournal.open(folder.resolve("nowhere/journal.db")))
        .hasMessageContaining("its folder must exist")
        .hasMessageContaining("--data");
  }

  @Test
  void anAppendThatCannotBeWrittenFailsAlone() throws Exception {
    await(journal.append(chain("p", 1)));
    sql("CREATE TRIGGER broken BEFORE INSERT ON entry WHEN NEW.project = 'p' AND NEW.seq = 3 "
        + "BEGIN SELECT RAISE(ABORT, 'no room'); END");

    Future<Void> broken = journal.append(chain("p", 3).subList(1, 3));
    Future<Void> sound = journal.append(chain("q", 2));

    assertThatThrownBy(() -> await(broken)).hasMessageContaining("no entry was appended");
    await(sound);
    sql("DROP TRIGGER broken");
    assertThat(await(journal.read("p", 0, 10))).hasSize(1);
    await(journal.append(chain("p", 3).subList(1, 3)));
  }
}
