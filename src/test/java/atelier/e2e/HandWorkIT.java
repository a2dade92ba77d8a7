package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AtelierProcess.Ended;
import atelier.rig.GitCommand;
import atelier.rig.ServedNode;
import atelier.rig.model.FakeOllama;
import atelier.rig.model.ScriptedProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person commits in a delivered repository, and then asks Atelier for more. */
@Timeout(180)
final class HandWorkIT {
  private static final String BLUEPRINT = "{\"summary\":\"notes\",\"files\":["
      + "{\"path\":\"note.txt\",\"description\":\"a note\"}]," + ScriptedProjects.NOTES_CHECK + "}";

  @TempDir
  private Path folder;

  @Test
  void aRequestIsRefusedUntilTheirCommitIsOnABranchOfItsOwn() throws Exception {
    FakeOllama.Script script = (role, file, attempt) ->
        role.equals("architect") ? BLUEPRINT : "Commit: Write " + file + "\n\n```\nnote\n```\n";
    try (FakeOllama model = new FakeOllama(script, 0);
        ServedNode node = new ServedNode(folder, model)) {
      node.answer("submit", "notes", "--id", "p");
      node.type("watch", "p");
      Path repository = node.data().resolve("projects/p");
      Files.writeString(repository.resolve("note.txt"), "by hand\n");
      GitCommand.lines(
          repository,
          "-c",
          "user.name=Ann",
          "-c",
          "user.email=ann@example.org",
          "commit",
          "-qam",
          "Say it better");
      String commit = GitCommand.lines(repository, "rev-parse", "HEAD").get(0);

      Ended refused = node.type("submit", "more notes", "--feature", "p");

      assertThat(refused.exit()).isNotZero();
      assertThat(refused.story()).contains(commit.substring(0, 10), "git branch by-hand");
      assertThat(node.type("retry", "p").story()).contains("git branch by-hand");
      assertThat(node.type("verify", "p").story()).contains("git branch by-hand");
      assertThat(GitCommand.lines(repository, "rev-parse", "HEAD")).containsExactly(commit);

      GitCommand.lines(repository, "branch", "by-hand");
      GitCommand.lines(repository, "reset", "-q", "--hard", "HEAD~1");
      node.answer("submit", "more notes", "--feature", "p");
      node.type("watch", "p");

      assertThat(GitCommand.lines(repository, "rev-parse", "by-hand")).containsExactly(commit);
      assertThat(repository.resolve("note.txt")).content().isEqualTo("note\n");
    }
  }
}
