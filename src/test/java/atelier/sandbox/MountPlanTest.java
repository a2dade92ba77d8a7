package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher and bubblewrap are told to mount, by what the machine allows. */
final class MountPlanTest {
  private static final Path STAGE = Path.of("/stage");

  @TempDir
  private Path folder;

  private MountPlan plan(boolean overlays, boolean stagesAll) {
    JobMounts mounts = new JobMounts(
        List.of(
            new Mount(folder, "/layers/a", Access.READ_ONLY),
            new Mount(folder, "/layers/b", Access.WRITABLE),
            new Mount(folder, "/layers/c", Access.OVERLAY)),
        List.of(),
        Map.of());
    return MountPlan.of(mounts, STAGE, new MountPlan.Means(overlays, stagesAll));
  }

  private String words(List<String> words) {
    return String.join(" ", words).replace(folder.toString(), "FOLDER");
  }

  @Test
  void anOrdinaryUserNeedsTheLauncherForOverlaysAlone() {
    MountPlan plan = plan(true, false);

    assertThat(words(plan.launcherWords()))
        .isEqualTo("--stage-overlay 0 FOLDER"
            + " --stage /stage --stage-bytes 268435456 --stage-files 100000");
    assertThat(words(plan.bubblewrapWords()))
        .isEqualTo("--ro-bind FOLDER /layers/a --bind FOLDER /layers/b --bind /stage/0 /layers/c"
            + " --ro-bind /stage/empty /var/overlays");
  }

  @Test
  void rootShowsAllFoldersOnTheStage() {
    MountPlan plan = plan(true, true);

    assertThat(words(plan.launcherWords()))
        .startsWith("--stage-bind 0 FOLDER --stage-bind 3 FOLDER --stage-overlay 6 FOLDER ");
    assertThat(words(plan.bubblewrapWords()))
        .startsWith("--ro-bind /stage/0 /layers/a --bind /stage/3 /layers/b --bind /stage/6 ");
  }

  @Test
  void withoutOverlaysAJobWritesIntoSmallFoldersThatExist() throws IOException {
    Files.createDirectory(folder.resolve(".vite"));
    Files.createSymbolicLink(folder.resolve(".cache"), Path.of("/etc"));

    MountPlan plan = plan(false, false);

    assertThat(plan.launcherWords()).isEmpty();
    assertThat(words(plan.bubblewrapWords()))
        .endsWith(" --ro-bind FOLDER /layers/c --size 33554432 --tmpfs /layers/c/.vite");
  }

  @Test
  void nothingIsPlannedForAJobWithoutMounts() {
    MountPlan plan = MountPlan.of(JobMounts.NONE, STAGE, new MountPlan.Means(false, true));

    assertThat(plan).isEqualTo(new MountPlan(List.of(), List.of()));
  }
}
