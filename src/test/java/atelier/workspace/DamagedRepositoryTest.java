package atelier.workspace;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository that is incomplete or damaged is made again from the journal. */
final class DamagedRepositoryTest extends GitWorkspaceFixture {
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
  void recreatesARepositoryWhoseConfigurationCannotBeRead() throws Exception {
    GitWorkspace one = workspace("one");
    startFeature("a.py");
    commitVersion(one, "a.py", 1, "x\n");
    finishProject(one);
    Path repository = one.folder("p");
    List<String> log = git(repository, "log", "--format=%H");
    Files.writeString(repository.resolve(".git/config"), "[[[");

    await(workspace("one").update("p"));

    assertThat(git(repository, "log", "--format=%H")).isEqualTo(log);
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
}
