package atelier.sandbox;

import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the further folders of a job come into its sandbox. The launcher makes what bubblewrap
 * cannot, on the stage: an empty folder on which the job alone sees a tmpfs of limited size.
 *
 * @param launcherWords the options of the launcher
 * @param bubblewrapWords the options of bubblewrap
 */
record MountPlan(List<String> launcherWords, List<String> bubblewrapWords) {
  /**
   * An empty folder of the tmpfs in which jobs' writes to overlays are; by it their size is seen.
   */
  static final String MEASURED = "/var/overlays";

  /**
   * Where an overlay cannot be had, tools still write to these of its folders; a package manager
   * creates them beforehand.
   */
  private static final List<String> WRITTEN_FOLDERS = List.of(".vite", ".vite-temp", ".cache");

  private static final long MAX_OVERLAY_BYTES = 256L << 20;
  private static final long MAX_WRITTEN_FOLDER_BYTES = 32L << 20;

  /**
   * What this machine allows.
   *
   * @param overlays whether the launcher can make overlays
   * @param stagesAll whether it also shows other folders on the stage, since the user of jobs
   *     cannot reach them
   */
  record Means(boolean overlays, boolean stagesAll) {}

  /** Plans the mounts of a job. Looks at the sources; blocking. */
  static MountPlan of(JobMounts mounts, Path stage, Means means) {
    List<String> launcher = new ArrayList<>();
    List<String> bubblewrap = new ArrayList<>();
    for (Mount mount : mounts.mounts()) {
      boolean isOverlay = mount.access() == Access.OVERLAY && means.overlays();
      String source = mount.source().toString();
      if (isOverlay || means.stagesAll()) {
        String name = String.valueOf(launcher.size());
        launcher.addAll(List.of(isOverlay ? "--stage-overlay" : "--stage-bind", name, source));
        source = stage.resolve(name).toString();
      }
      boolean writes = isOverlay || mount.access() == Access.WRITABLE;
      bubblewrap.addAll(List.of(writes ? "--bind" : "--ro-bind", source, mount.target()));
      if (mount.access() == Access.OVERLAY && !isOverlay) {
        bubblewrap.addAll(writtenFolders(mount));
      }
    }
    if (launcher.isEmpty()) {
      return new MountPlan(List.of(), bubblewrap);
    }
    launcher.addAll(List.of(
        "--stage", stage.toString(),
        "--stage-bytes", String.valueOf(MAX_OVERLAY_BYTES),
        "--stage-files", String.valueOf(JobMonitor.MAX_FILES)));
    bubblewrap.addAll(List.of("--ro-bind", stage.resolve("empty").toString(), MEASURED));
    return new MountPlan(launcher, bubblewrap);
  }

  /** Small folders in memory over those that exist; bubblewrap can create none in the others. */
  private static List<String> writtenFolders(Mount mount) {
    List<String> words = new ArrayList<>();
    for (String name : WRITTEN_FOLDERS) {
      if (Files.isDirectory(mount.source().resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        words.addAll(List.of(
            "--size",
            String.valueOf(MAX_WRITTEN_FOLDER_BYTES),
            "--tmpfs",
            mount.target() + "/" + name));
      }
    }
    return words;
  }
}
