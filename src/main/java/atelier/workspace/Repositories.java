package atelier.workspace;

import io.vertx.core.Future;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Read access to the projects' repositories. Each is updated from its journal before it is read.
 * Streams are written and read on worker threads, and may block.
 */
public interface Repositories {
  /**
   * Lists the files at a commit; empty before the first commit.
   *
   * @param at the id of a commit of the branch, or a prefix of at least 7 digits; empty: the newest
   */
  Future<Listing> listFiles(String project, String at);

  /** Reads one file; fails with {@link NotFound} if the path or commit does not exist. */
  Future<Blob> readFile(String project, String path, String at);

  /** Writes the newest tree as a zip, in a folder named like the project; reproducible. */
  Future<Void> writeZip(String project, OutputStream to);

  /**
   * Writes the reply to Git's {@code info/refs}.
   *
   * @param protocol the {@code Git-Protocol} header; empty for version 0
   */
  Future<Void> advertiseRefs(String project, String protocol, OutputStream to);

  /** Writes the reply to Git's {@code git-upload-pack}. */
  Future<Void> uploadPack(String project, String protocol, InputStream from, OutputStream to);

  /** The files of a commit; {@code commit} is empty before the first one. */
  record Listing(String commit, List<FileEntry> files) {
    public Listing {
      files = List.copyOf(files);
    }
  }

  /** A file of a commit. */
  record FileEntry(String path, String blob, long bytes, boolean executable) {}

  /** The content of a file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Blob(String commit, String blob, byte[] content) {}

  /** Thrown if too many downloads are in progress. */
  final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Busy(String message) {
      super(message);
    }
  }

  /** Thrown if a path or commit is not in the repository. */
  final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message);
    }
  }

  /** A request that breaks Git's protocol. */
  final class MalformedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedRequest(String message) {
      super(message);
    }
  }
}
