package atelier.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.project.Manifest;
import atelier.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectOriginTest {
  @TempDir
  Path folder;

  @Test
  void anOrdinaryFolderOrRepositoryIsNotAteliers() throws Exception {
    assertThat(ProjectOrigin.isAtelier(folder)).isFalse();
    try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
      assertThat(ProjectOrigin.isAtelier(folder)).isFalse();
      git.commit()
          .setMessage("Say Atelier-Project: in a sentence")
          .setSign(false)
          .call();
      Files.writeString(folder.resolve("MANIFEST.md"), "# Files\n\n- Status: new\n");
      assertThat(ProjectOrigin.isAtelier(folder)).isFalse();
    }
  }

  @Test
  void aCloneIsAteliersBelowItsFolderAndUnderFurtherCommits() throws Exception {
    Path made = folder.resolve("made");
    try (CommitWriter writer = CommitWriter.open(made)) {
      String message = CommitWriter.message("Add it", "shop", 7, 1);
      writer.setHead(writer.write(Map.of("a.py", "x = 1\n"), message, "A <a@b>", Instant.EPOCH));
      writer.publish(java.util.List.of("a.py"));
    }
    Path clone = folder.resolve("clone");
    try (Git git = Git.cloneRepository()
        .setURI(made.toUri().toString())
        .setDirectory(clone.toFile())
        .call()) {
      git.commit().setMessage("Mine").setSign(false).call();
    }
    Path below = Files.createDirectories(clone.resolve("src/lib"));

    assertThat(ProjectOrigin.isAtelier(below)).isTrue();
    assertThat(ProjectOrigin.isAtelier(folder)).isFalse();
  }

  @Test
  void anUnpackedArchiveIsKnownByItsManifest() throws IOException {
    String manifest = Manifest.of(Project.empty("shop")).get("MANIFEST.md");
    Files.writeString(folder.resolve("MANIFEST.md"), manifest);

    assertThat(ProjectOrigin.isAtelier(Files.createDirectory(folder.resolve("src"))))
        .isTrue();
  }

  @Test
  void aRepositoryThatCannotBeReadIsDoubted() throws Exception {
    Git.init().setDirectory(folder.toFile()).call().close();
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(folder.resolve(".git/refs/heads"));
    Files.writeString(folder.resolve(".git/refs/heads/main"), "1".repeat(40) + "\n");

    assertThat(ProjectOrigin.isAtelier(folder)).isTrue();
  }
}
