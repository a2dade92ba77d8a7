package atelier.workspace;

import java.io.EOFException;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;

/** One request of Git's protocol for reading. */
final class GitProtocol {
  private static final int TIMEOUT_SECONDS = 60;

  private GitProtocol() {}

  /** Whether the request broke Git's protocol, as opposed to a damaged repository. */
  static boolean isFaultOfClient(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof PackProtocolException
        || cause instanceof EOFException
        // JGit throws no type of its own for it.
        || String.valueOf(cause.getMessage()).startsWith("Invalid packet line header")
        || cause instanceof IllegalArgumentException;
  }

  static UploadPack uploadPack(Repository repository, String protocol) {
    UploadPack pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    pack.setTimeout(TIMEOUT_SECONDS);
    pack.setExtraParameters(protocol.isEmpty() ? Set.of() : Set.of(protocol.split(":", -1)));
    return pack;
  }
}
