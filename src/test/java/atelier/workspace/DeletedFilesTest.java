package atelier.workspace;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.ProofEvent.ExamplesRejected;
import atelier.event.ReviewEvent.Committed;
import atelier.event.Usage;
import atelier.project.Deletion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that a feature deletes. */
final class DeletedFilesTest extends GitWorkspaceFixture {
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
}
