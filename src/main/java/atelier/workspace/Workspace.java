package atelier.workspace;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The Git repositories of all projects, {@code DATA/projects/ID/}: each a projection of its
 * journal,
 * made again wherever it is missing or behind. Not for an event loop's own thread: the work is done
 * on workers, one at a time for each project.
 */
public interface Workspace {
  /**
   * Writes the commit that an accepted version will be, and gives its id: byte for byte the same on
   * every node. The branch does not move: it follows when the {@code committed} event is shown.
   */
  Future<String> prepareCommit(Version version);

  /** Brings a repository up to date with its journal: commits, work tree, MANIFEST.md, lessons. */
  Future<Void> update(String project);

  /** Where a project's repository is. */
  Path folder(String project);

  /**
   * An accepted version of a file.
   *
   * @param acceptedAt when it was accepted: the commit's time
   * @param seq the {@code seq} of its {@code code_ready}, for the trailer
   * @param message subject and body without trailers
   * @param author {@code Name <address>}
   */
  record Version(
      String project,
      String file,
      int attempt,
      String content,
      Instant acceptedAt,
      long seq,
      String message,
      String author) {}
}
