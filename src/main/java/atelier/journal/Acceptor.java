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

  /** Takes what was proposed where it may; tells what has become of each. */
  Future<List<Reply>> accept(List<Proposal> proposals);

  /** Hears from a leader what is agreed. */
  Future<Void> agree(List<Agreement> agreements);

  /**
   * How it stands to the projects that it has entries of, less those of which the digests say that
   * the asker has the very same.
   */
  Future<List<Standing>> standings(Digests digests);

  /** The entries after a place, whether agreed or not; maybe fewer than there are. */
  Future<List<Entry>> readAll(String project, long after, int limit);

  /**
   * What has become of a proposal.
   *
   * @param taken whether all of it is on this node's disk
   * @param standing how the node stands to the project now
   */
  record Reply(boolean taken, Standing standing) {}

  /** That a project's history up to {@code seq}, as accepted under {@code ballot}, is agreed. */
  record Agreement(String project, Ballot ballot, long seq) {}
}
