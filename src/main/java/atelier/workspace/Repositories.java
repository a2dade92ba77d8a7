package atelier.workspace;

import io.vertx.core.Future;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The projects' repositories, for reading. Each is brought up to date with its journal before it is
 * looked at. Streams are written and read on worker threads, and may block.
 */
public interface Repositories {
  /**
   * The tree at a commit; no items before the first one.
   *
   * @param at the id of a commit of the branch, or at least 7 digits of it; empty: the newest
   */
  Future<Listing> listFiles(String project, String at);

  /** One file's bytes; fails with {@link NotThere} where path or commit is not there. */
  Future<Blob> readFile(String project, String path, String at);

  /** The newest tree as a zip, below a folder of the project's name; equal trees, equal bytes. */
  Future<Void> writeZip(String project, OutputStream to);

  /**
   * What Git's {@code info/refs} answers.
   *
   * @param protocol the {@code Git-Protocol} header; empty for the oldest
   */
  Future<Void> advertiseRefs(String project, String protocol, OutputStream to);

  /** What Git's {@code git-upload-pack} answers. */
  Future<Void> uploadPack(String project, String protocol, InputStream from, OutputStream to);

  /** A tree; {@code commit} is empty before the first one. */
  record Listing(String commit, List<FileEntry> files) {
    public Listing {
      files = List.copyOf(files);
    }
  }

  /** A file of a tree. */
  record FileEntry(String path, String blob, long bytes, boolean executable) {}

  /** A file's content. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way out, never compared
  record Blob(String commit, String blob, byte[] content) {}

  /** What was asked for is not in the repository. */
  final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message);
    }
  }
}
