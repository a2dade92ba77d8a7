package atelier.journal;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskJournalTest extends JournalConformance {
  @TempDir
  private Path folder;

  @Override
  Journal open() {
    return DiskJournal.open(folder.resolve("journal.db"));
  }

  private void sql(String statement) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        Statement one = connection.createStatement()) {
      one.executeUpdate(statement);
    }
  }

  @Test
  void hasEverythingAfterItWasOpenedAgain() {
    await(journal.append(chain("p", 3)));
    await(journal.close());

    journal = open();

    assertThat(await(journal.read("p", 0, 10))).isEqualTo(chain("p", 3));
    await(journal.append(chain("p", 4).subList(3, 4)));
  }

  @Test
  void sharesOneFsyncAmongTheAppendsOfManyProjects() {
    List<Future<Void>> appends =
        IntStream.range(0, 500).mapToObj(i -> journal.append(chain("p" + i, 1))).toList();

    await(Future.all(appends));

    assertThat(((DiskJournal) journal).commits()).isLessThan(250);
  }

  @Test
  void losesNothingThatWasAcknowledgedWhenItIsKilled() throws Exception {
    SplittableRandom random = new SplittableRandom(Long.getLong("seed", 7));
    await(journal.close());
    for (int round = 0; round < 3; round++) {
      Process process = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              Appender.class.getName(),
              folder.resolve("journal.db").toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      long acknowledged = 0;
      try (var lines = process.inputReader()) {
        for (int left = 20 + random.nextInt(200); left > 0; left--) {
          acknowledged = Long.parseLong(lines.readLine());
        }
        process.destroyForcibly().waitFor();
      }

      journal = open();
      List<Entry> kept = await(journal.read("p", 0, 100_000));
      assertThat(kept.size()).isGreaterThanOrEqualTo((int) acknowledged);
      assertThat(kept).isEqualTo(chain("p", kept.size()));
      await(journal.close());
    }
    journal = open();
  }

  @Test
  void noticesAnAlteredLine() throws Exception {
    await(journal.append(chain("p", 3)));
    sql("UPDATE entry SET json = replace(json, 'user', 'usar') WHERE seq = 2");

    assertThatThrownBy(() -> await(journal.read("p", 0, 10)))
        .hasMessageContaining("hash does not match");
  }

  @Test
  void refusesAFileOfANewerAtelier() throws Exception {
    await(journal.close());
    sql("PRAGMA user_version = 99");

    assertThatThrownBy(this::open).hasMessageContaining("newer");

    sql("PRAGMA user_version = 1");
    journal = open();
  }

  @Test
  void keepsNothingOfAnAppendThatFoundNoRoomAndGoesOnWhenThereIsSome() throws Exception {
    await(journal.append(chain("p", 1)));
    sql("CREATE TRIGGER full BEFORE INSERT ON entry WHEN NEW.seq = 3 "
        + "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");

    assertThatThrownBy(() -> await(journal.append(chain("p", 3).subList(1, 3))))
        .hasMessageContaining("disk full");

    sql("DROP TRIGGER full");
    assertThat(await(journal.read("p", 0, 10))).hasSize(1);
    await(journal.append(chain("p", 3).subList(1, 3)));
  }

  @Test
  void isTakenByOneProcessAtATime() throws Exception {
    Path data = folder.resolve("data");
    try (DataFolder taken = DataFolder.take(data)) {
      assertThat(taken.journal()).hasFileName("journal.db");
      assertThatThrownBy(() -> DataFolder.take(data))
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data");
    }
    DataFolder.take(data).close();
  }
}
