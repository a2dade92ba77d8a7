package atelier.workspace;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.ReviewEvent.Committed;
import atelier.event.SetupEvent.LockReady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The repository that the workspace makes of a journal. */
final class GitWorkspaceTest extends GitWorkspaceFixture {
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

  @Test
  void commitsAFileThatInstallingPackagesMade() throws Exception {
    GitWorkspace workspace = workspace("one");
    startFeature("package.json");
    commitVersion(workspace, "package.json", 1, "{}\n");
    append("environment", new LockReady("package-lock.json", "lock\n", "package.json"));
    var made = project.pendingCommits().get(0).version();
    String id = await(workspace.prepareCommit(new Workspace.Version(
        "p",
        "package-lock.json",
        made.attempt(),
        made.content(),
        made.acceptedAt(),
        made.seq(),
        "Lock",
        AUTHOR)));
    append("gitbot", new Committed("package-lock.json", made.attempt(), id, "Lock", AUTHOR));
    await(workspace.update("p"));

    assertThat(workspace.folder("p").resolve("package-lock.json")).content().isEqualTo("lock\n");
    assertThat(git(workspace.folder("p"), "log", "--format=%s")).first().isEqualTo("Lock");
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
