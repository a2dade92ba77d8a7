package atelier.workspace;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person changes by hand in a delivered repository is never dropped. */
final class HandWorkTest extends GitWorkspaceFixture {
  private GitWorkspace deliver() {
    GitWorkspace workspace = workspace("one");
    startFeature("a.py");
    commitVersion(workspace, "a.py", 1, "x\n");
    finishProject(workspace);
    return workspace;
  }

  private static void commitByHand(Path repository, String file, String content, String subject)
      throws IOException, InterruptedException {
    Files.writeString(repository.resolve(file), content);
    git(repository, "add", file);
    List<String> person = List.of("-c", "user.name=Ann", "-c", "user.email=ann@example.org");
    git(
        repository,
        person.get(0),
        person.get(1),
        person.get(2),
        person.get(3),
        "commit",
        "-qm",
        subject);
  }

  @Test
  void describesACommitMadeByHandAndHowToGoOn() throws Exception {
    GitWorkspace workspace = deliver();
    Path repository = workspace.folder("p");
    String delivered = git(repository, "rev-parse", "main").get(0);
    assertThat(await(workspace.handWork("p"))).isEmpty();
    commitByHand(repository, "a.py", "by hand\n", "Fix the greeting");
    String commit = git(repository, "rev-parse", "--short=10", "main").get(0);

    assertThat(await(workspace.handWork("p")).orElseThrow())
        .contains(
            commit + " \"Fix the greeting\"",
            "cd " + repository + " && git branch by-hand && git reset --hard " + delivered);
  }

  @Test
  void aCommandOfTheDescriptionClearsTheWay() throws Exception {
    GitWorkspace workspace = deliver();
    Path repository = workspace.folder("p");
    String delivered = git(repository, "rev-parse", "main").get(0);
    commitByHand(repository, "a.py", "by hand\n", "Fix the greeting");

    git(repository, "branch", "by-hand");
    git(repository, "reset", "-q", "--hard", delivered);

    assertThat(await(workspace.handWork("p"))).isEmpty();
  }

  @Test
  void aRestartLeavesACommitMadeByHandWhereItIs() throws Exception {
    Path repository = deliver().folder("p");
    commitByHand(repository, "a.py", "by hand\n", "Fix the greeting");

    await(workspace("one").update("p"));

    assertThat(git(repository, "log", "-1", "--format=%s", "main"))
        .containsExactly("Fix the greeting");
    assertThat(repository.resolve("a.py")).content().isEqualTo("by hand\n");
    assertThat(git(repository, "status", "--porcelain")).isEmpty();
    assertThat(git(repository, "branch", "--list", "by-hand-*")).isEmpty();
  }

  @Test
  void theNextCommitOfTheProjectKeepsItOnABranch() throws Exception {
    GitWorkspace workspace = deliver();
    Path repository = workspace.folder("p");
    commitByHand(repository, "a.py", "by hand\n", "Fix the greeting");
    startFeature("b.py");
    commitVersion(workspace, "b.py", 1, "y\n");

    assertThat(git(repository, "log", "--format=%s", "main"))
        .containsExactly("Write b.py", "Record the outcome", "Write a.py");
    assertThat(git(repository, "log", "-1", "--format=%s", "by-hand-1"))
        .containsExactly("Fix the greeting");
    await(workspace("two").update("p"));
    assertThat(git(folder.resolve("two/p"), "rev-parse", "main"))
        .isEqualTo(git(repository, "rev-parse", "main"));
    await(workspace("one").update("p"));
    assertThat(git(repository, "branch", "--list", "by-hand-*")).hasSize(1);
  }

  @Test
  void aRewrittenHistoryIsKeptToo() throws Exception {
    Path repository = deliver().folder("p");
    String delivered = git(repository, "rev-parse", "main").get(0);
    git(repository, "reset", "-q", "--hard", "HEAD~1");
    commitByHand(repository, "c.py", "z\n", "Begin anew");

    await(workspace("one").update("p"));

    assertThat(git(repository, "rev-parse", "main")).containsExactly(delivered);
    assertThat(git(repository, "show", "by-hand-1:c.py")).containsExactly("z");
  }

  @Test
  void keepsEditsThatWereNotCommittedBeforeItWritesTheirFiles() throws Exception {
    GitWorkspace workspace = deliver();
    Path repository = workspace.folder("p");
    Files.writeString(repository.resolve("a.py"), "edited\n");
    Files.write(repository.resolve("b.py"), new byte[] {(byte) 0xff, 0});
    startFeature("a.py", "b.py");
    commitVersion(workspace, "b.py", 1, "y\n");
    commitVersion(workspace, "a.py", 2, "x2\n");

    assertThat(git(repository, "show", "by-hand-1:b.py")).hasSize(1);
    assertThat(git(repository, "show", "by-hand-1:a.py")).containsExactly("edited");
    assertThat(repository.resolve("a.py")).content().isEqualTo("x2\n");
    assertThat(git(repository, "fsck", "--strict")).noneMatch(line -> line.contains("error"));
  }

  @Test
  void whatAtelierWroteItselfIsNoEdit() throws Exception {
    GitWorkspace workspace = deliver();
    startFeature("a.py");
    commitVersion(workspace, "a.py", 2, "x2\n");
    // As after a power failure in the middle of an update.
    Files.writeString(workspace.folder("p").resolve("a.py"), "x\n");

    await(workspace("one").update("p"));

    assertThat(workspace.folder("p").resolve("a.py")).content().isEqualTo("x2\n");
    assertThat(git(workspace.folder("p"), "branch", "--list", "by-hand-*")).isEmpty();
  }
}
