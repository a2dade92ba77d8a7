package atelier.journal;

import static atelier.Await.await;
import static atelier.journal.JournalAppendConformance.sealed;

import atelier.event.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Appends to many projects until it is killed, and prints each acknowledged entry. */
final class Appender {
  private static final int PROJECTS = 8;

  private Appender() {}

  public static void main(String[] arguments) {
    Journal journal = DiskJournal.open(Path.of(arguments[0]));
    Map<String, Entry> heads = await(journal.lastEntries()).stream()
        .collect(Collectors.toMap(Entry::project, head -> head));
    for (int i = 0; i < PROJECTS; i++) {
      String project = "p" + i;
      Entry head = heads.get(project);
      long after = head == null ? 0 : head.seq();
      String prev = head == null ? Entry.GENESIS : head.hash();
      new Thread(() -> append(journal, project, after, prev)).start();
    }
  }

  private static void append(Journal journal, String project, long after, String hash) {
    String prev = hash;
    for (long seq = after + 1; true; seq++) {
      Entry entry = sealed(project, seq, prev, "spec " + seq);
      await(journal.append(List.of(entry)));
      System.out.println(project + "#" + seq + " " + entry.hash());
      prev = entry.hash();
    }
  }
}
