package atelier.workspace;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/** Writes reproducible commits: independent of the clock, Git configuration and hooks. */
final class CommitWriter implements AutoCloseable {
  static final String BRANCH = "refs/heads/main";
  private static final Pattern PERSON = Pattern.compile("(.*?)\\s*<([^<>]*)>\\s*");

  private final Repository repository;
  private final Map<String, DirCacheEntry> entries = new HashMap<>();
  private @Nullable ObjectId head;
  private @Nullable ObjectId publishedHead;

  private CommitWriter(Repository repository) {
    this.repository = repository;
  }

  /**
   * Opens or creates the repository in a folder. Locks and the index are deleted, since a killed
   * process or a power failure may have left them incomplete. Objects and refs are synced to disk.
   */
  static CommitWriter open(Path folder) throws IOException {
    Path git = folder.resolve(".git");
    WorkTree.rejectSymbolicLink(folder);
    WorkTree.rejectSymbolicLink(git);
    try {
      if (!RepositoryCache.FileKey.isGitRepository(git.toFile(), FS.DETECTED)) {
        Files.createDirectories(folder);
        // JGit would not complete an incomplete repository.
        FileUtils.delete(git.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
        Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call().close();
      }
      for (String lock : List.of("index", "index.lock", "HEAD.lock", "refs/heads/main.lock")) {
        Files.deleteIfExists(git.resolve(lock));
      }
      Files.createDirectories(git.resolve("info"));
      Files.writeString(
          git.resolve("info/exclude"), "/MANIFEST.md\n/LESSONS_LEARNED.md\n*.atelier-tmp\n");
      Repository repository = RepositoryCheck.open(git);
      if (!BRANCH.equals(repository.getFullBranch())) {
        RefUpdate link = repository.updateRef(Constants.HEAD, true);
        link.disableRefLog();
        link.link(BRANCH);
      }
      repository.getConfig().setBoolean("core", null, "fsyncobjectfiles", true);
      repository.getConfig().setBoolean("core", null, "fsyncreffiles", true);
      return new CommitWriter(repository);
    } catch (GitAPIException e) {
      throw new IOException("cannot create a repository in " + folder, e);
    }
  }

  /** A commit message with Atelier's trailers. */
  static String message(String text, String project, long event, int attempt) {
    return text.strip() + "\n\nAtelier-Project: " + project + "\nAtelier-Event: " + event
        + "\nAtelier-Attempt: " + attempt + "\n";
  }

  /** Writes a commit whose parent is the head; the head does not move. */
  ObjectId write(Map<String, String> files, String message, String author, Instant at)
      throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(writeTree(files, inserter));
      if (head != null) {
        commit.setParentId(head);
      }
      PersonIdent person = parsePerson(author, at);
      commit.setAuthor(person);
      commit.setCommitter(person);
      commit.setMessage(message);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  private ObjectId writeTree(Map<String, String> files, ObjectInserter inserter)
      throws IOException {
    DirCache cache = DirCache.newInCore();
    DirCacheBuilder builder = cache.builder();
    for (var file : files.entrySet()) {
      byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, bytes);
      DirCacheEntry entry = createEntry(file.getKey(), blob, WorkTree.isScript(file.getValue()));
      entries.put(file.getKey(), entry);
      builder.add(entry);
    }
    builder.finish();
    return cache.writeTree(inserter);
  }

  private static DirCacheEntry createEntry(String path, ObjectId blob, boolean script) {
    DirCacheEntry entry = new DirCacheEntry(path);
    entry.setFileMode(script ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
    entry.setObjectId(blob);
    return entry;
  }

  private static PersonIdent parsePerson(String author, Instant at) {
    Matcher matcher = PERSON.matcher(author);
    return matcher.matches()
        ? new PersonIdent(matcher.group(1), matcher.group(2), at, ZoneOffset.UTC)
        : new PersonIdent(author, "", at, ZoneOffset.UTC);
  }

  void setHead(ObjectId id) {
    head = id;
  }

  /** What was changed in this repository by hand. */
  HandWork handWork() {
    return new HandWork(repository);
  }

  /** The last commit that was made by hand on top of the head; empty if there is none. */
  Optional<RevCommit> commitOnTop() throws IOException {
    return handWork().commitOnTop(head);
  }

  /** The id of the head; empty before the first commit. */
  String headName() {
    return head == null ? "" : head.name();
  }

  /** Moves the branch to the head and writes the index for {@code paths}. */
  void publish(Collection<String> paths) throws IOException {
    if (head == null || head.equals(publishedHead)) {
      return;
    }
    handWork().keepCommits(head);
    RefUpdate update = repository.updateRef(BRANCH);
    update.setNewObjectId(head);
    update.disableRefLog();
    RefUpdate.Result result = update.forceUpdate();
    if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.REJECTED) {
      throw new IOException("the branch could not be moved to " + head.name() + ": " + result);
    }
    DirCache index = repository.lockDirCache();
    DirCacheBuilder builder = index.builder();
    for (String path : paths) {
      builder.add(Objects.requireNonNull(entries.get(path)));
    }
    if (!builder.commit()) {
      throw new IOException("the index of " + repository.getDirectory() + " could not be written");
    }
    publishedHead = head;
  }

  /** Fails with what {@link RepositoryCheck#isDamage} accepts if an object cannot be read. */
  void verify() throws IOException {
    if (head != null) {
      RepositoryCheck.verify(repository, head);
    }
  }

  /** Deletes the repository of a folder; the files beside it stay. */
  static void delete(Path folder) throws IOException {
    FileUtils.delete(folder.resolve(".git").toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
  }

  @Override
  public void close() {
    repository.close();
  }
}
