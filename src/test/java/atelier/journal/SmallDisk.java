package atelier.journal;

import static atelier.Await.await;
import static atelier.journal.JournalAppendConformance.sealed;

import atelier.event.Entry;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fills a disk with a journal, frees space, continues, and prints; a replica with an argument. */
final class SmallDisk {
  private static final Path BALLAST = Path.of("ballast");

  private SmallDisk() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path ballast = folder.resolve(BALLAST);
    Files.write(ballast, new byte[1024 * 1024]);
    Path file = folder.resolve("journal.db");
    Opener opener = arguments.length > 1 ? replicated() : DiskJournal::open;
    Journal journal = opener.open(file);
    long seq = 0;
    String prev = Entry.GENESIS;
    while (seq < 2_000) {
      Entry entry = sealed("p", seq + 1, prev, "x".repeat(20_000));
      try {
        await(journal.append(List.of(entry)));
        seq++;
        prev = entry.hash();
      } catch (IllegalStateException full) {
        System.out.println("refused: " + full.getMessage());
        boolean reported = journal.writeProblem().equals(full.getMessage());
        System.out.println("as full: " + (full instanceof Journal.DiskFull && reported));
        break;
      }
    }
    System.out.println("kept all: " + (await(journal.read("p", 0, 2_000)).size() == seq));
    Files.delete(ballast);
    await(journal.append(List.of(sealed("p", seq + 1, prev, "after"))));
    System.out.println("over: " + journal.writeProblem().isEmpty());
    await(journal.close());
    Journal again = opener.open(file);
    System.out.println("went on: " + (await(again.read("p", 0, 2_000)).size() == seq + 1));
    await(again.close());
    System.exit(0);
  }

  private interface Opener {
    Journal open(Path file);
  }

  private static Opener replicated() {
    Vertx vertx = Vertx.vertx();
    return file -> ReplicatedJournalTest.open(vertx, file);
  }
}
