package atelier.workspace;

import atelier.event.Entry;
import atelier.event.Event.ProjectFinished;
import atelier.event.EventCodec;
import atelier.event.ReviewEvent.Committed;
import atelier.project.Deletion;
import atelier.project.Manifest;
import atelier.project.Project;
import atelier.project.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * One project's repository as a projection of its journal, up to the last applied entry. Everything
 * in it follows from the entries, so an incomplete or outdated repository is written again.
 */
final class GitProjection implements AutoCloseable {
  private static final String DEFAULT_AUTHOR = "Atelier GitBot <gitbot@atelier.local>";
  private static final int SHORT_ID = 10;

  private final CommitWriter commits;
  private final WorkTree workTree;
  private final Map<String, String> contents = new TreeMap<>();
  /** The hashes of all contents that Atelier ever wrote, by path. */
  private final Map<String, Set<String>> written = new HashMap<>();

  private final TreeSet<String> changedPaths = new TreeSet<>();
  private Project project;
  private boolean verified;
  private String author = DEFAULT_AUTHOR;

  private GitProjection(String id, Path folder, CommitWriter commits) {
    this.project = Project.empty(id);
    this.commits = commits;
    this.workTree = new WorkTree(folder);
  }

  static GitProjection open(Path folder, String id) throws IOException {
    return new GitProjection(id, folder, CommitWriter.open(folder));
  }

  String id() {
    return project.id();
  }

  long seq() {
    return project.seq();
  }

  boolean isEnded() {
    return project.status().isEnded();
  }

  void apply(Entry entry) throws IOException {
    Project before = project;
    project = project.apply(entry);
    if (entry.event() instanceof Committed committed) {
      if (committed.deleted().isEmpty()) {
        commit(entry, committed, before);
      } else {
        delete(entry, committed, Deletion.due(before).orElseThrow());
      }
    } else if (entry.event() instanceof ProjectFinished end) {
      commitDocuments(entry, Manifest.atEnd(project, end));
    }
  }

  private void commit(Entry entry, Committed committed, Project before) throws IOException {
    Version version = before.pendingCommits().stream()
        .filter(pending -> pending.file().equals(committed.file())
            && pending.version().attempt() == committed.attempt())
        .map(Project.PendingCommit::version)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(entry + " commits a version that was never accepted"));
    ObjectId id = commits.write(
        contentsWith(committed.file(), version.content()),
        CommitWriter.message(committed.message(), project.id(), version.seq(), committed.attempt()),
        committed.author(),
        Objects.requireNonNull(version.acceptedAt()));
    setHead(entry, committed, id);
    put(committed.file(), version.content());
    changedPaths.add(committed.file());
  }

  private void put(String path, String content) {
    contents.put(path, content);
    written.computeIfAbsent(path, key -> new HashSet<>()).add(EventCodec.sha256(content));
  }

  private void setHead(Entry entry, Committed committed, ObjectId id) {
    if (!id.name().equals(committed.commit())) {
      throw new IllegalStateException(
          entry + " names commit " + committed.commit() + ", but the journal gives " + id.name());
    }
    commits.setHead(id);
    author = committed.author();
  }

  private void delete(Entry entry, Committed committed, Deletion deletion) throws IOException {
    setHead(entry, committed, writeDeletion(deletion, committed.message(), committed.author()));
    deletion.paths().forEach(contents::remove);
    changedPaths.addAll(deletion.paths());
  }

  private ObjectId writeDeletion(Deletion deletion, String message, String author)
      throws IOException {
    Map<String, String> left = new TreeMap<>(contents);
    deletion.paths().forEach(left::remove);
    return commits.write(
        left, CommitWriter.message(message, id(), deletion.seq(), 1), author, deletion.at());
  }

  /** Commits the documents at the end of a feature; before, they change with every event. */
  private void commitDocuments(Entry entry, Map<String, String> documents) throws IOException {
    documents.forEach(this::put);
    changedPaths.addAll(documents.keySet());
    commits.setHead(commits.write(
        contents,
        CommitWriter.message("Record the outcome", project.id(), entry.seq(), 1),
        author,
        entry.at()));
  }

  private Map<String, String> contentsWith(String file, String content) {
    Map<String, String> next = new TreeMap<>(contents);
    next.put(file, content);
    return next;
  }

  /** Writes the commit of a version without moving the branch, and returns its id. */
  String prepareCommit(Workspace.Version version) throws IOException {
    return commits
        .write(
            contentsWith(version.file(), version.content()),
            CommitWriter.message(version.message(), id(), version.seq(), version.attempt()),
            version.author(),
            version.acceptedAt())
        .name();
  }

  /** Writes the commit of a deletion without moving the branch, and returns its id. */
  String prepareDeletion(Deletion deletion, String message, String author) throws IOException {
    return writeDeletion(deletion, message, author).name();
  }

  /**
   * Describes commits that a person made on top of the last one of this projection, and what to do
   * with them; empty if there are none.
   */
  Optional<String> handWork() throws IOException {
    return commits
        .commitOnTop()
        .map(last -> "the repository of " + id() + " has commits that were"
            + " made by hand and are not part of the project; the last one is "
            + last.abbreviate(SHORT_ID).name() + " \"" + last.getShortMessage()
            + "\". Move them to a"
            + " branch of their own, then repeat the request: cd " + workTree.root()
            + " && git branch by-hand && git reset --hard " + commits.headName());
  }

  /** Keeps what a person edited and did not commit in files that are about to be written. */
  private void keepEdits() throws IOException {
    HandWork handWork = commits.handWork();
    Map<String, byte[]> edits = new TreeMap<>();
    for (String path : changedPaths) {
      Optional<byte[]> found = Manifest.isDocument(path) ? Optional.empty() : handWork.read(path);
      if (found.isPresent()
          && !isWritten(path, found.get())
          && !handWork.isCommitted(path, found.get())) {
        edits.put(path, found.get());
      }
    }
    if (!edits.isEmpty()) {
      handWork.keepEdits(edits);
    }
  }

  private boolean isWritten(String path, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content)
        && written.getOrDefault(path, Set.of()).contains(EventCodec.sha256(text));
  }

  /**
   * Updates branch, index and work tree to the applied entries. Commits that a person made on top
   * stay until the next one of the project; then they are kept on another branch.
   */
  void checkOut() throws IOException {
    workTree.requireOwnFolder();
    if (!verified || isEnded()) {
      // An object that exists is not written again, even if it is damaged.
      commits.verify();
      verified = true;
    }
    Optional<RevCommit> onTop = commits.commitOnTop();
    if (onTop.isPresent()) {
      commits.handWork().restoreIndex(onTop.get());
      return;
    }
    keepEdits();
    commits.publish(contents.keySet());
    for (String path : changedPaths) {
      String content = contents.get(path);
      if (content == null) {
        workTree.delete(path);
      } else {
        workTree.write(path, content);
      }
    }
    changedPaths.clear();
    if (!isEnded()) {
      for (var document : Manifest.of(project).entrySet()) {
        workTree.write(document.getKey(), document.getValue());
      }
    }
  }

  @Override
  public void close() {
    commits.close();
  }
}
