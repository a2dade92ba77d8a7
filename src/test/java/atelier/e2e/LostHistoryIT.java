package atelier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.AtelierProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder whose journal was removed: the jar refuses to begin anew beside the projects. */
final class LostHistoryIT {
  @TempDir
  private Path folder;

  @Test
  void aNodeDoesNotBeginAnewBesideRepositories() throws Exception {
    Path data = folder.resolve("data");
    Files.createDirectories(data.resolve("projects/shop/.git"));

    try (AtelierProcess node = AtelierProcess.start(
        folder,
        "serve",
        "--data",
        data.toString(),
        "--port",
        "0",
        "--set",
        "llm.provider=rehearsal")) {
      AtelierProcess.Ended ended = node.finish();
      assertThat(ended.exit()).as(ended.story()).isEqualTo(3);
      assertThat(ended.story())
          .contains("journal.db is missing", "(shop)", "to begin anew", "--data DIR")
          .doesNotContain("\tat ");
    }
    assertThat(data.resolve("journal.db")).doesNotExist();
  }
}
