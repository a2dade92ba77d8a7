package atelier.workspace;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.EventCodec;
import atelier.event.FilePlan;
import atelier.event.ProofEvent.ExamplesRejected;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.Usage;
import atelier.journal.MemoryJournal;
import atelier.project.Deletion;
import atelier.project.Outcome;
import atelier.project.Project;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitWorkspaceTest {
  private static final String AUTHOR = "Atelier GitBot <gitbot@atelier.local>";

  private final Vertx vertx = Vertx.vertx();
  private final MemoryJournal journal = new MemoryJournal();
  private Project project = Project.empty("p");

  /** Lets JGit measure timestamps now, not later in a folder that a test has deleted. */
  @BeforeAll
  static void measureFileSystemTimestamps() {
    FS.FileStoreAttributes.setBackground(false);
    FS.getFileStoreAttributes(Path.of(System.getProperty("java.io.tmpdir")));
  }

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private GitWorkspace workspace(String name) {
    return new GitWorkspace(vertx, journal, folder.resolve(name));
  }

  private void append(String agent, Event event) {
    var entry = EventCodec.seal(
        "p",
        project.seq() + 1,
        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(project.seq()),
        "n",
        agent,
        event,
        project.hash());
    await(journal.append(List.of(entry)));
    project = project.apply(entry);
  }

  private void startFeature(String... paths) {
    append("user", new FeatureRequested("spec", false));
    append("environment", new InfraReady(List.of(), List.of(), "", 3, false));
    append(
        "architect",
        new BlueprintReady(
            new Blueprint(
                "s",
                List.of(),
                Arrays.stream(paths)
                    .map(path -> new FilePlan(path, "d", List.of(), ""))
                    .toList(),
                List.of(),
                List.of()),
            Usage.NONE));
  }

  private Workspace.Version acceptVersion(String path, int attempt, String content) {
    append("writer", new CodeReady(path, attempt, 1, content, "Write it", Usage.NONE));
    append("validator", new ValidationPassed(path, attempt, "syntax", List.of()));
    append("auditor", new AuditPassed(path, attempt, List.of()));
    append("clerk", new FileValidated(path, attempt));
    var version = project.pendingCommits().get(0).version();
    return new Workspace.Version(
        "p", path, attempt, content, version.acceptedAt(), version.seq(), "Write " + path, AUTHOR);
  }

  private void commitVersion(GitWorkspace workspace, String path, int attempt, String content) {
    String id = await(workspace.prepareCommit(acceptVersion(path, attempt, content)));
    append("gitbot", new Committed(path, attempt, id, "Write " + path, AUTHOR));
    await(workspace.update("p"));
  }

  private void finishProject(GitWorkspace workspace) {
    for (int answer = 1; answer <= 3; answer++) {
      append("architect", new ExamplesRejected(answer, "no", Usage.NONE));
    }
    append("clerk", Outcome.of(project).orElseThrow());
    await(workspace.update("p"));
  }

  private static List<String> git(Path repository, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(0);
    return output.lines().toList();
  }

  @Test
  void createsARepositoryThatGitFindsValid() throws Exception {
    GitWorkspace workspace = workspace("one");
    startFeature("a.py", "lib/b.py");
    commitVersion(workspace, "a.py", 1, "print('ü')\n");
    commitVersion(workspace, "lib/b.py", 1, "");
    finishProject(workspace);
    Path repository = workspace.folder("p");

    assertThat(git(repository, "log", "--reverse", "--format=%s|%an|%ae|%ct"))
        .containsExactly(
            "Write a.py|Atelier GitBot|gitbot@atelier.local|1767225606",
            "Write lib/b.py|Atelier GitBot|gitbot@atelier.local|1767225611",
            "Record the outcome|Atelier GitBot|gitbot@atelier.local|1767225616");
    assertThat(git(repository, "status", "--porcelain")).isEmpty();
    assertThat(git(repository, "fsck", "--strict")).noneMatch(line -> line.contains("error"));
    assertThat(git(repository, "show", "HEAD:a.py")).containsExactly("print('ü')");
    assertThat(repository.resolve("MANIFEST.md")).content().contains("**unverified**");
    assertThat(git(repository, "branch", "--show-current")).containsExactly("main");
    assertThat(git(repository, "log", "-1", "--format=%(trailers)", "HEAD~1"))
        .contains("Atelier-Project: p", "Atelier-Event: 9", "Atelier-Attempt: 1");
  }

  @Test
  void createsTheSameCommitsFromTheSameJournal() throws Exception {
    GitWorkspace one = workspace("one");
    startFeature("a.py");
    commitVersion(one, "a.py", 1, "x\n");
    finishProject(one);

    await(workspace("two").update("p"));
    await(workspace("two").update("p"));
    Files.delete(one.folder("p").resolve("a.py"));
    Files.writeString(one.folder("p").resolve(".git/index.lock"), "left by a killed process");
    await(workspace("one").update("p"));

    List<String> log = git(one.folder("p"), "log", "--format=%H");
    assertThat(git(folder.resolve("two/p"), "log", "--format=%H"))
        .isEqualTo(log)
        .hasSize(2);
    assertThat(one.folder("p").resolve("a.py")).content().isEqualTo("x\n");
    assertThat(git(one.folder("p"), "status", "--porcelain")).isEmpty();
  }

  @Test
  void repairsFilesThatAPowerFailureLeftIncomplete() throws Exception {
    GitWorkspace workspace = workspace("one");
    startFeature("a.py", "b.sh");
    commitVersion(workspace, "a.py", 1, "x\n");
    Files.write(workspace.folder("p").resolve(".git/index"), new byte[10]);
    Files.write(workspace.folder("p").resolve("a.py"), new byte[0]);

    GitWorkspace after = workspace("one");
    commitVersion(after, "b.sh", 1, "#!/bin/sh\necho\n");

    assertThat(git(workspace.folder("p"), "status", "--porcelain")).isEmpty();
    assertThat(git(workspace.folder("p"), "fsck", "--strict"))
        .noneMatch(line -> line.contains("error"));
    assertThat(workspace.folder("p").resolve("a.py")).content().isEqualTo("x\n");
    assertThat(Files.isExecutable(workspace.folder("p").resolve("b.sh"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "objects", "refs"})
  void recreatesAnIncompleteRepository(String missing) throws Exception {
    GitWorkspace one = workspace("one");
    startFeature("a.py");
    commitVersion(one, "a.py", 1, "x\n");
    finishProject(one);
    List<String> log = git(one.folder("p"), "log", "--format=%H");
    Path part = one.folder("p").resolve(".git").resolve(missing);
    FileUtils.delete(part.toFile(), FileUtils.RECURSIVE);

    await(workspace("one").update("p"));

    assertThat(git(one.folder("p"), "log", "--format=%H")).isEqualTo(log);
    assertThat(git(one.folder("p"), "status", "--porcelain")).isEmpty();
  }

  /** Flips a byte in the file of an object. */
  private static void damage(Path repository, String revision) throws Exception {
    String id = git(repository, "rev-parse", revision).get(0);
    Path object = repository.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 0x40;
    Files.delete(object);
    Files.write(object, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "HEAD~1", "HEAD^{tree}", "HEAD:a.py", "HEAD~1^{tree}"})
  void recreatesARepositoryWithADamagedObject(String revision) throws Exception {
    GitWorkspace one = workspace("one");
    startFeature("a.py");
    commitVersion(one, "a.py", 1, "x\n");
    finishProject(one);
    Path repository = one.folder("p");
    List<String> log = git(repository, "log", "--format=%H");
    damage(repository, revision);

    await(one.update("p"));

    assertThat(git(repository, "log", "--format=%H")).isEqualTo(log);
    assertThat(git(repository, "fsck", "--strict")).noneMatch(line -> line.contains("error"));
    assertThat(git(repository, "status", "--porcelain")).isEmpty();
  }

  @Test
  void anEndedProjectHasASoundRepositoryAlsoIfItWasDamagedBefore() throws Exception {
    GitWorkspace one = workspace("one");
    startFeature("a.py");
    commitVersion(one, "a.py", 1, "x\n");
    damage(one.folder("p"), "HEAD:a.py");
    finishProject(one);

    assertThat(git(one.folder("p"), "fsck", "--strict")).noneMatch(line -> line.contains("error"));
  }

  @Test
  void downloadsThatAreNotReadKeepNothingElseWaiting() {
    GitWorkspace workspace = workspace("one");
    startFeature("a.py");
    commitVersion(workspace, "a.py", 1, "x\n");
    GitRepositories repositories = new GitRepositories(vertx, workspace);
    CountDownLatch read = new CountDownLatch(1);
    OutputStream unread = new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        try {
          read.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };

    List<Future<Void>> downloads = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      downloads.add(repositories.writeZip("p", unread));
    }
    assertThat(downloads.stream().filter(download -> download.cause() instanceof Repositories.Busy))
        .hasSize(45 - GitRepositories.MAX_DOWNLOADS);
    assertThat(await(repositories.listFiles("p", "")).files()).hasSize(1);

    read.countDown();
    downloads.subList(0, GitRepositories.MAX_DOWNLOADS).forEach(atelier.Await::await);
    await(repositories.writeZip("p", OutputStream.nullOutputStream()));
  }

  @Test
  void aHeadThatWasMovedToAnotherBranchIsMovedBack() throws Exception {
    GitWorkspace one = workspace("one");
    startFeature("a.py");
    commitVersion(one, "a.py", 1, "x\n");
    finishProject(one);
    git(one.folder("p"), "symbolic-ref", "HEAD", "refs/heads/other");

    await(one.update("p"));

    assertThat(git(one.folder("p"), "branch", "--show-current")).containsExactly("main");
    assertThat(git(one.folder("p"), "status", "--porcelain")).isEmpty();
  }

  @Test
  void commitsALaterFeatureOnTopOfTheOutcome() throws Exception {
    GitWorkspace workspace = workspace("one");
    startFeature("a.py");
    commitVersion(workspace, "a.py", 1, "x\n");
    finishProject(workspace);
    startFeature("b.py");
    commitVersion(workspace, "b.py", 1, "y\n");

    assertThat(git(workspace.folder("p"), "log", "--format=%s"))
        .containsExactly("Write b.py", "Record the outcome", "Write a.py");
  }

  private void deleteByFeature(GitWorkspace workspace, String... paths) {
    append("user", new FeatureRequested("spec", false));
    append("environment", new InfraReady(List.of(), List.of(), "", 3, false));
    Blueprint blueprint =
        new Blueprint("s", List.of(), List.of(), List.of(), List.of(), List.of(paths));
    append("architect", new BlueprintReady(blueprint, Usage.NONE));
    for (int answer = 1; answer <= 3; answer++) {
      append("architect", new ExamplesRejected(answer, "no", Usage.NONE));
    }
    Deletion due = Deletion.due(project).orElseThrow();
    String id = await(workspace.prepareDeletion("p", due, "Delete it", AUTHOR));
    append("gitbot", new Committed("", 1, id, "Delete it", AUTHOR, due.paths()));
    await(workspace.update("p"));
  }

  @Test
  void deletesFilesInACommitThatIsTheSameOnEveryNode() throws Exception {
    GitWorkspace one = workspace("one");
    startFeature("a.py", "lib/deep/b.py");
    commitVersion(one, "a.py", 1, "x\n");
    commitVersion(one, "lib/deep/b.py", 1, "y\n");
    finishProject(one);

    deleteByFeature(one, "lib/deep/b.py");

    Path repository = one.folder("p");
    assertThat(repository.resolve("lib")).doesNotExist();
    assertThat(repository.resolve("a.py")).exists();
    assertThat(git(repository, "status", "--porcelain")).containsExactly(" M MANIFEST.md");
    assertThat(git(repository, "ls-files")).containsExactly("MANIFEST.md", "a.py");
    assertThat(git(repository, "show", "--name-status", "--format=%s", "HEAD"))
        .containsExactly("Delete it", "", "D\tlib/deep/b.py");
    assertThat(git(repository, "log", "-1", "--format=%(trailers)"))
        .contains("Atelier-Project: p", "Atelier-Attempt: 1");
    await(workspace("two").update("p"));
    assertThat(git(folder.resolve("two/p"), "log", "--format=%H"))
        .isEqualTo(git(repository, "log", "--format=%H"));
    assertThat(folder.resolve("two/p/lib")).doesNotExist();
  }

  @Test
  void aRestartDeletesWhatIsLeftOnDiskWithoutFollowingLinks() throws Exception {
    GitWorkspace one = workspace("one");
    startFeature("a.py", "lib/b.py");
    commitVersion(one, "a.py", 1, "x\n");
    commitVersion(one, "lib/b.py", 1, "y\n");
    finishProject(one);
    deleteByFeature(one, "lib/b.py");
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("b.py"), "theirs");
    Files.createSymbolicLink(one.folder("p").resolve("lib"), outside);

    await(workspace("one").update("p"));

    assertThat(outside.resolve("b.py")).exists();
    Files.delete(one.folder("p").resolve("lib"));
    Files.createDirectories(one.folder("p").resolve("lib"));
    Files.writeString(one.folder("p").resolve("lib/b.py"), "left over");

    await(workspace("one").update("p"));

    assertThat(one.folder("p").resolve("lib")).doesNotExist();
  }

  @Test
  void rejectsACommitIdThatDoesNotMatchTheJournal() {
    GitWorkspace workspace = workspace("one");
    startFeature("a.py");
    acceptVersion("a.py", 1, "x");
    append("gitbot", new Committed("a.py", 1, "0".repeat(40), "Write a.py", AUTHOR));

    assertThatThrownBy(() -> await(workspace.update("p")))
        .hasMessageContaining("the journal gives");
  }

  @Test
  void doesNotFollowSymbolicLinksInTheWorkTree() throws Exception {
    GitWorkspace workspace = workspace("one");
    Path outside = Files.createDirectories(folder.resolve("outside"));
    startFeature("a.py", "lib/b.py");
    commitVersion(workspace, "a.py", 1, "x\n");
    Files.createSymbolicLink(workspace.folder("p").resolve("lib"), outside);

    commitVersion(workspace, "lib/b.py", 1, "y\n");

    assertThat(outside.resolve("b.py")).doesNotExist();
    assertThat(workspace.folder("p").resolve("lib/b.py")).content().isEqualTo("y\n");
  }

  @Test
  void doesNotRunHooksInTheRepository() throws Exception {
    GitWorkspace workspace = workspace("one");
    startFeature("a.py", "b.py");
    commitVersion(workspace, "a.py", 1, "x\n");
    Path hooks = Files.createDirectories(workspace.folder("p").resolve(".git/hooks"));
    for (String hook : List.of("pre-commit", "post-commit", "post-checkout", "commit-msg")) {
      Path file = Files.writeString(hooks.resolve(hook), "#!/bin/sh\ntouch " + folder + "/ran\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    commitVersion(workspace, "b.py", 1, "y\n");

    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p", "p/.git"})
  void aSymbolicLinkInPlaceOfAProjectIsNotFollowed(String link) throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path root = Files.createDirectories(folder.resolve("projects"));
    Path path = root.resolve(link);
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, elsewhere);
    GitWorkspace linked = new GitWorkspace(vertx, journal, root);

    assertThatThrownBy(() -> await(linked.update("p")))
        .hasStackTraceContaining("is a symbolic link, which is not followed");
    assertThat(elsewhere).isEmptyDirectory();
  }
}
