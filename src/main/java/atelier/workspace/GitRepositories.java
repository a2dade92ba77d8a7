package atelier.workspace;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads repositories with JGit, on worker threads. */
public final class GitRepositories implements Repositories {
  private static final int MAX_FILE_BYTES = 4 << 20;

  /** Downloads that wait for their clients, at a time; each has a thread. */
  static final int MAX_DOWNLOADS = 8;

  private static final long MAX_DOWNLOAD_MINUTES = 10;

  private final Vertx vertx;
  private final GitWorkspace workspace;
  private final WorkerExecutor downloadThreads;
  private final Semaphore freeDownloads = new Semaphore(MAX_DOWNLOADS);

  public GitRepositories(Vertx vertx, GitWorkspace workspace) {
    this.vertx = vertx;
    this.workspace = workspace;
    downloadThreads = vertx.createSharedWorkerExecutor(
        "downloads", MAX_DOWNLOADS, MAX_DOWNLOAD_MINUTES, TimeUnit.MINUTES);
  }

  private interface RepositoryRead<T> {
    T read(Repository repository) throws IOException;
  }

  private <T> Future<T> withRepository(String project, RepositoryRead<T> read) {
    return withRepository(project, read, work -> vertx.executeBlocking(work, false));
  }

  /** Writes to a client, which may read slowly, on threads that nothing else needs. */
  private Future<Void> download(String project, RepositoryRead<Boolean> read) {
    if (!freeDownloads.tryAcquire()) {
      return Future.failedFuture(
          new Busy(MAX_DOWNLOADS + " downloads are in progress: try again in a moment"));
    }
    return withRepository(project, read, work -> downloadThreads.executeBlocking(work, false))
        .onComplete(ended -> freeDownloads.release())
        .mapEmpty();
  }

  private <T> Future<T> withRepository(
      String project, RepositoryRead<T> read, Function<Callable<T>, Future<T>> threads) {
    return workspace
        .update(project)
        .compose(shown -> threads.apply(() -> {
          Path git = workspace.folder(project).resolve(".git");
          try (Repository repository = RepositoryCheck.open(git)) {
            return read.read(repository);
          }
        }))
        .onFailure(problem -> {
          if (RepositoryCheck.isDamage(problem)) {
            workspace.checkAgain(project);
          }
        });
  }

  @Override
  public Future<Listing> listFiles(String project, String at) {
    return withRepository(project, repository -> {
      if (at.isEmpty() && repository.resolve(Constants.HEAD) == null) {
        return new Listing("", List.of());
      }
      RevCommit commit = resolveCommit(repository, at);
      List<FileEntry> items = new ArrayList<>();
      try (TreeWalk walk = walkTree(repository, commit)) {
        ObjectReader reader = walk.getObjectReader();
        while (walk.next()) {
          ObjectId blob = walk.getObjectId(0);
          items.add(new FileEntry(
              walk.getPathString(),
              blob.name(),
              reader.getObjectSize(blob, Constants.OBJ_BLOB),
              walk.getFileMode(0) == FileMode.EXECUTABLE_FILE));
        }
      }
      return new Listing(commit.name(), items);
    });
  }

  @Override
  public Future<Blob> readFile(String project, String path, String at) {
    return withRepository(project, repository -> {
      RevCommit commit = resolveCommit(repository, at);
      String validPath = requireValidPath(path);
      try (TreeWalk walk = TreeWalk.forPath(repository, validPath, commit.getTree())) {
        if (walk == null || !isFile(walk.getFileMode(0))) {
          throw new NotFound("there is no file " + validPath + " at commit " + commit.name());
        }
        ObjectId blob = walk.getObjectId(0);
        ObjectLoader loader = repository.open(blob, Constants.OBJ_BLOB);
        return new Blob(commit.name(), blob.name(), loader.getBytes(MAX_FILE_BYTES));
      }
    });
  }

  /** Rejects paths with {@code ..} or empty names, for which JGit throws internal errors. */
  private static String requireValidPath(String path) {
    boolean invalid = path.isEmpty()
        || path.indexOf('\0') >= 0
        || Arrays.stream(path.split("/", -1)).anyMatch(name -> name.matches("\\.{0,2}"));
    if (invalid) {
      throw new NotFound("there is no file with that path");
    }
    return path;
  }

  private static boolean isFile(FileMode mode) {
    return mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
  }

  private static TreeWalk walkTree(Repository repository, RevCommit commit) throws IOException {
    TreeWalk walk = new TreeWalk(repository);
    walk.addTree(commit.getTree());
    walk.setRecursive(true);
    walk.setFilter(new RegularFilesFilter());
    return walk;
  }

  /** Finds a commit of the branch by its id or prefix; empty means the newest. */
  private static RevCommit resolveCommit(Repository repository, String at) throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    if (head == null) {
      throw new NotFound("nothing is committed yet");
    }
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit headCommit = walk.parseCommit(head);
      if (at.isEmpty()) {
        return headCommit;
      }
      if (at.matches("[0-9a-f]{7,40}")) {
        walk.markStart(headCommit);
        for (RevCommit commit : walk) {
          if (commit.name().startsWith(at)) {
            return commit;
          }
        }
      }
      throw new NotFound("\"at\" must be the id of one of the project's commits");
    }
  }

  @Override
  public Future<Void> writeZip(String project, OutputStream to) {
    return download(project, repository -> {
      ZipOutputStream zip = new ZipOutputStream(to);
      if (repository.resolve(Constants.HEAD) != null) {
        RevCommit commit = resolveCommit(repository, "");
        LocalDateTime time = LocalDateTime.ofEpochSecond(commit.getCommitTime(), 0, ZoneOffset.UTC);
        try (TreeWalk walk = walkTree(repository, commit)) {
          while (walk.next()) {
            ZipEntry entry = new ZipEntry(project + "/" + walk.getPathString());
            entry.setTimeLocal(time);
            zip.putNextEntry(entry);
            repository.open(walk.getObjectId(0), Constants.OBJ_BLOB).copyTo(zip);
            zip.closeEntry();
          }
        }
      }
      zip.finish();
      return true;
    });
  }

  @Override
  public Future<Void> advertiseRefs(String project, String protocol, OutputStream to) {
    return download(project, repository -> {
      PacketLineOut lines = new PacketLineOut(to);
      if (!protocol.contains("version=2")) {
        lines.writeString("# service=git-upload-pack\n");
        lines.end();
      }
      GitProtocol.uploadPack(repository, protocol)
          .sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
      return true;
    });
  }

  @Override
  public Future<Void> uploadPack(
      String project, String protocol, InputStream from, OutputStream to) {
    return download(project, repository -> {
      try {
        GitProtocol.uploadPack(repository, protocol).upload(from, to, null);
      } catch (IOException | IllegalArgumentException e) {
        if (GitProtocol.isFaultOfClient(e)) {
          throw new MalformedRequest("Git's request is malformed");
        }
        throw e;
      }
      return true;
    });
  }
}
