package atelier.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * What a person changed by hand in the repository of a project. It is not part of the project, and
 * it is kept on a branch {@code by-hand-<n>} before it would be replaced.
 */
final class HandWork {
  private static final Logger LOG = Logger.getLogger(HandWork.class.getName());
  private static final String KEPT = "refs/heads/by-hand-";
  private static final int MAX_BRANCHES = 1_000;
  private static final int MAX_FILE_BYTES = 16 << 20;
  private static final int SHORT_ID = 10;

  private final Repository repository;
  private final Path folder;

  HandWork(Repository repository) {
    this.repository = repository;
    folder = repository.getWorkTree().toPath();
  }

  /** The last commit of the branch if it was made by hand on top of {@code head}. */
  Optional<RevCommit> commitOnTop(@Nullable ObjectId head) throws IOException {
    ObjectId branch = repository.resolve(CommitWriter.BRANCH);
    if (head == null || branch == null || branch.equals(head)) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit last = walk.parseCommit(branch);
      return walk.isMergedInto(walk.parseCommit(head), last) ? Optional.of(last) : Optional.empty();
    }
  }

  /** Keeps the branch's commits if {@code next}, to which it is to be moved, has not got them. */
  void keepCommits(ObjectId next) throws IOException {
    ObjectId branch = repository.resolve(CommitWriter.BRANCH);
    if (branch == null || !repository.getObjectDatabase().has(branch)) {
      return;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      if (!walk.isMergedInto(walk.parseCommit(branch), walk.parseCommit(next))) {
        keep(branch, "the commit " + branch.abbreviate(SHORT_ID).name() + ", made by hand,");
      }
    }
  }

  /** The content of a regular file of the work tree; empty if there is none, or it is too large. */
  Optional<byte[]> read(String path) throws IOException {
    Path file = folder;
    for (String part : path.split("/", -1)) {
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      file = file.resolve(part);
    }
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) <= MAX_FILE_BYTES
        ? Optional.of(Files.readAllBytes(file))
        : Optional.empty();
  }

  /** Whether the branch has this content at a path, so that it is kept with its commits. */
  boolean isCommitted(String path, byte[] content) throws IOException {
    ObjectId branch = repository.resolve(CommitWriter.BRANCH);
    if (branch == null) {
      return false;
    }
    try (RevWalk walk = new RevWalk(repository);
        ObjectInserter.Formatter ids = new ObjectInserter.Formatter();
        TreeWalk file = TreeWalk.forPath(
            walk.getObjectReader(), path, walk.parseCommit(branch).getTree())) {
      return file != null && file.getObjectId(0).equals(ids.idFor(Constants.OBJ_BLOB, content));
    }
  }

  /** Writes the index of a commit that was made by hand, if opening the repository deleted it. */
  void restoreIndex(RevCommit commit) throws IOException {
    if (repository.getIndexFile().exists()) {
      return;
    }
    DirCache index = repository.lockDirCache();
    DirCacheBuilder builder = index.builder();
    try (RevWalk walk = new RevWalk(repository)) {
      builder.addTree(new byte[0], 0, walk.getObjectReader(), commit.getTree());
    }
    if (!builder.commit()) {
      throw new IOException("the index of " + folder + " could not be written");
    }
  }

  /** Keeps edits that were not committed, as a commit on top of the branch. */
  void keepEdits(Map<String, byte[]> edits) throws IOException {
    ObjectId branch = repository.resolve(CommitWriter.BRANCH);
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(treeWith(branch, edits, inserter));
      if (branch != null) {
        commit.setParentId(branch);
      }
      var person = new PersonIdent("Unknown", "", Instant.now(), ZoneOffset.UTC);
      commit.setAuthor(person);
      commit.setCommitter(person);
      commit.setMessage("Keep edits that were made by hand\n\nThey were not committed when Atelier"
          + " wrote other versions of these files.\n");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      keep(id, "what was edited by hand in " + String.join(", ", edits.keySet()));
    }
  }

  private ObjectId treeWith(
      @Nullable ObjectId branch, Map<String, byte[]> edits, ObjectInserter inserter)
      throws IOException {
    DirCache cache = DirCache.newInCore();
    if (branch != null) {
      DirCacheBuilder builder = cache.builder();
      try (RevWalk walk = new RevWalk(repository)) {
        builder.addTree(
            new byte[0], 0, walk.getObjectReader(), walk.parseCommit(branch).getTree());
      }
      builder.finish();
    }
    DirCacheEditor editor = cache.editor();
    for (var edit : new TreeMap<>(edits).entrySet()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, edit.getValue());
      editor.add(new DirCacheEditor.PathEdit(edit.getKey()) {
        @Override
        public void apply(DirCacheEntry entry) {
          entry.setFileMode(FileMode.REGULAR_FILE);
          entry.setObjectId(blob);
        }
      });
    }
    editor.finish();
    return cache.writeTree(inserter);
  }

  private void keep(ObjectId commit, String what) throws IOException {
    for (int number = 1; number <= MAX_BRANCHES; number++) {
      ObjectId before = repository.resolve(KEPT + number);
      if (before == null) {
        RefUpdate update = repository.updateRef(KEPT + number);
        update.setNewObjectId(commit);
        update.setExpectedOldObjectId(ObjectId.zeroId());
        update.disableRefLog();
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW) {
          throw new IOException(KEPT + number + " could not be made: " + result);
        }
        LOG.warning(what + " is not part of the project " + folder.getFileName()
            + "; it is kept on the branch by-hand-" + number);
        return;
      } else if (before.equals(commit)) {
        return;
      }
    }
    throw new IOException(folder + " has " + MAX_BRANCHES + " branches by-hand-<n>, which is the"
        + " limit: delete those that are not needed");
  }
}
