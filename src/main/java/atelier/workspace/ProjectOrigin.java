package atelier.workspace;

import atelier.pattern.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Recognizes the projects that Atelier made: repositories, clones and unpacked archives. */
public final class ProjectOrigin {
  private static final int MAX_COMMITS = 10_000;
  private static final int MAX_MANIFEST_BYTES = 1 << 20;
  private static final Pattern MANIFEST =
      Pattern.compile("(?m)^- Status: \\*\\*[a-z_]+\\*\\*$[^`]*^- Tokens: \\d+ in, \\d+ out$");
  private static final Pattern TRAILERS =
      Pattern.compile("(?m)^Atelier-Project: .+\\RAtelier-Event: \\d+$");

  private ProjectOrigin() {}

  /** Whether a folder is in a project that Atelier made, or in a repository it cannot read. */
  public static boolean isAtelier(Path folder) {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (isManifest(at.resolve("MANIFEST.md"))) {
        return true;
      }
    }
    return isInRepository(folder);
  }

  private static boolean isManifest(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_MANIFEST_BYTES);
      return MANIFEST.matcher(new String(bytes, StandardCharsets.UTF_8)).find();
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static boolean isInRepository(Path folder) {
    FileRepositoryBuilder builder =
        new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().toFile());
    if (builder.getGitDir() == null) {
      return false;
    }
    IsolatedGitConfig.install();
    try (Repository repository = builder.setMustExist(true).build();
        RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return false;
      }
      walk.markStart(walk.parseCommit(head));
      int read = 0;
      for (RevCommit commit : walk) {
        if (TRAILERS.matcher(commit.getFullMessage()).find()) {
          return true;
        } else if (++read == MAX_COMMITS) {
          return false;
        }
      }
      return false;
    } catch (IOException | RuntimeException unreadable) {
      return true;
    }
  }
}
