package atelier.journal;

import atelier.Await;
import java.nio.file.Path;

/** Appends until it is killed, and prints each seq once it was acknowledged. */
final class Appender {
  private Appender() {}

  public static void main(String[] arguments) {
    Journal journal = DiskJournal.open(Path.of(arguments[0]));
    int written = Await.await(journal.read("p", 0, 100_000)).size();
    var entries = JournalConformance.chain("p", written + 20_000);
    for (var entry : entries.subList(written, entries.size())) {
      Await.await(journal.append(java.util.List.of(entry)));
      System.out.println(entry.seq());
    }
  }
}
