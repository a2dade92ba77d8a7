package atelier.workspace;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Finds damage in what a commit reaches: objects that are missing, unreadable or changed. */
final class RepositoryCheck {
  private static final int MAX_OBJECT_BYTES = 16 << 20;

  private RepositoryCheck() {}

  /**
   * Reads every commit, folder and file that {@code head} reaches, and compares it with its id.
   *
   * @throws CorruptObjectException with the first damage
   */
  static void verify(Repository repository, ObjectId head) throws CorruptObjectException {
    try (ObjectWalk walk = new ObjectWalk(repository);
        ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      walk.markStart(walk.parseCommit(head));
      ObjectReader reader = walk.getObjectReader();
      for (RevObject next = walk.next(); next != null; next = walk.next()) {
        verify(next, reader, ids);
      }
      for (RevObject next = walk.nextObject(); next != null; next = walk.nextObject()) {
        verify(next, reader, ids);
      }
    } catch (IOException damage) {
      CorruptObjectException found =
          new CorruptObjectException("what " + head.name() + " reaches is damaged");
      found.initCause(damage);
      throw found;
    }
  }

  private static void verify(RevObject object, ObjectReader reader, ObjectInserter ids)
      throws IOException {
    byte[] content = reader.open(object, object.getType()).getCachedBytes(MAX_OBJECT_BYTES);
    if (!ids.idFor(object.getType(), content).equals(object)) {
      throw new IOException(object.name() + " has other content");
    }
  }

  /**
   * Opens an existing repository.
   *
   * @throws CorruptObjectException if its configuration cannot be read
   */
  static Repository open(Path git) throws IOException {
    try {
      return new FileRepositoryBuilder()
          .setGitDir(git.toFile())
          .setMustExist(true)
          .build();
    } catch (IllegalArgumentException invalid) { // JGit's only word for it
      throw new CorruptObjectException("the configuration of " + git + " is damaged", invalid);
    }
  }

  /** Whether a failure says that the repository must be made again. */
  static boolean isDamage(Throwable problem) {
    return problem instanceof MissingObjectException
        || problem instanceof CorruptObjectException
        || problem instanceof IncorrectObjectTypeException
        || problem instanceof ZipException
        || problem instanceof EOFException;
  }
}
