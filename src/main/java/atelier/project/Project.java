package atelier.project;

import atelier.event.Entry;

/** The state of one project: what its events so far add up to. Immutable. */
public record Project(String id, long seq, String hash) {
  /** A project of which nothing is known yet. */
  public static Project named(String id) {
    return new Project(id, 0, Entry.GENESIS);
  }

  /**
   * The state after one more event.
   *
   * @throws IllegalStateException when the entry does not follow, or says what cannot be true
   */
  public Project apply(Entry entry) {
    return new Project(id, entry.seq(), entry.hash());
  }
}
