package atelier.journal;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.event.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories without the journal that they follow from. */
final class LostHistoryTest {
  @TempDir
  private Path folder;

  private void addRepository(String project) throws IOException {
    Files.createDirectories(folder.resolve("projects").resolve(project).resolve(".git"));
  }

  private void openAndClose(Entry... entries) {
    Journal journal = DiskJournal.open(folder.resolve("journal.db"));
    if (entries.length > 0) {
      await(journal.append(List.of(entries)));
    }
    await(journal.close());
  }

  @Test
  void aFreshFolderAndOneWithAJournalAreFine() throws IOException {
    assertThat(LostHistory.find(folder.resolve("nowhere"))).isEmpty();
    assertThat(LostHistory.find(folder)).isEmpty();

    addRepository("shop");
    openAndClose(EventCodec.seal(
        "shop", 1, Instant.EPOCH, "n", "user", new FeatureRequested("a shop", false), ""));
    assertThat(LostHistory.find(folder)).isEmpty();
  }

  @Test
  void aMissingOrEmptyJournalBesideRepositoriesIsDescribed() throws IOException {
    for (String project : List.of("shop", "bar", "inn", "pub")) {
      addRepository(project);
    }
    Path journal = folder.resolve("journal.db");

    assertThat(LostHistory.find(folder).orElseThrow())
        .contains("journal.db is missing", "of 4 projects (bar, inn, pub, …)", "from a backup");
    assertThat(journal).doesNotExist();
    Files.writeString(journal, "");
    assertThat(LostHistory.find(folder).orElseThrow()).contains("journal.db is empty");
    openAndClose();
    assertThat(LostHistory.find(folder).orElseThrow()).contains("journal.db is empty");
  }

  @Test
  void aDamagedJournalIsLeftToThoseWhoOpenIt() throws IOException {
    addRepository("shop");
    Files.writeString(folder.resolve("journal.db"), "this is not a database, by far");

    assertThat(LostHistory.find(folder)).isEmpty();
  }
}
