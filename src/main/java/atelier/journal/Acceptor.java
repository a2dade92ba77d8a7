package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/**
 * One node's copy of a journal that several nodes keep, as the others see it. What it answers with
 * has been fsynced.
 */
public interface Acceptor {
  /** Takes no proposal of a lesser ballot for these projects from now on. */
  Future<List<Standing>> promise(Ballot ballot, Collection<String> projects);

  /** Takes what was proposed where it may; the standings say what has become of each. */
  Future<List<Standing>> accept(List<Proposal> proposals);

  /** Hears from a leader what is agreed. */
  Future<Void> agree(List<Agreement> agreements);

  /**
   * How it stands to every project that it has entries of; none at all where the digest says that
   * the asker has agreed on the very same.
   */
  Future<List<Standing>> standings(long digest);

  /** The entries after a place, whether agreed or not; maybe fewer than there are. */
  Future<List<Entry>> readAll(String project, long after, int limit);

  /** That a project's history up to {@code seq}, as accepted under {@code ballot}, is agreed. */
  record Agreement(String project, Ballot ballot, long seq) {}
}
