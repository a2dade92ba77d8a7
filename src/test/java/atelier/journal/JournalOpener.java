package atelier.journal;

import java.nio.file.Path;

/** Tries to lock a data folder and to open its journal, and prints the results. */
final class JournalOpener {
  private JournalOpener() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (DataFolder taken = DataFolder.open(folder)) {
      System.out.println("folder: taken, for " + taken.journalFile());
    } catch (IllegalStateException refused) {
      System.out.println("folder: " + refused.getMessage());
    }
    try {
      DiskJournal.open(folder.resolve("journal.db"));
      System.out.println("journal: opened");
    } catch (IllegalStateException refused) {
      System.out.println("journal: " + refused.getMessage());
    }
  }
}
