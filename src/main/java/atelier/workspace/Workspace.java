package atelier.workspace;

import atelier.project.Deletion;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The Git repositories of all projects, in {@code DATA/projects/ID/}. Each is a projection of its
 * journal and is created or updated when it is missing or behind. Operations run on worker threads,
 * one at a time for each project.
 */
public interface Workspace {
  /**
   * Writes the commit of an accepted version and returns its id, which is the same on every node.
   * The branch does not move before {@link #update} applies the {@code committed} event.
   */
  Future<String> prepareCommit(Version version);

  /**
   * Writes the commit of a deletion that is due and returns its id, like {@link #prepareCommit}.
   *
   * @param message the subject and body, without trailers
   * @param author the author, as {@code Name <address>}
   */
  Future<String> prepareDeletion(String project, Deletion deletion, String message, String author);

  /** Updates a repository from its journal: commits, work tree, MANIFEST.md, lessons. */
  Future<Void> update(String project);

  /**
   * Describes commits that a person made on this node on top of the last one of the project, and
   * what to do with them; empty if there are none.
   */
  default Future<Optional<String>> handWork(String project) {
    return Future.succeededFuture(Optional.empty());
  }

  /** The folder of a project's repository. */
  Path folder(String project);

  /**
   * An accepted version of a file.
   *
   * @param acceptedAt when it was accepted; the time of the commit
   * @param seq the {@code seq} of its {@code code_ready}, for the trailer
   * @param message the subject and body, without trailers
   * @param author the author, as {@code Name <address>}
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
