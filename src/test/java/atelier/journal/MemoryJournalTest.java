package atelier.journal;

final class MemoryJournalTest extends JournalConformance {
  @Override
  Journal open() {
    return new MemoryJournal();
  }
}
