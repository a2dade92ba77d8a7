package atelier.sandbox;

import atelier.sandbox.UserToolchains.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How a job sees the toolchains of the person who runs Atelier: read-only, at their own paths. As
 * root a job runs as a user that cannot enter root's home folder: there the launcher first shows
 * them at empty folders that everybody can enter, to the job alone.
 *
 * @param sources the folder that bubblewrap shows, by toolchain
 */
record ToolchainMounts(Map<Toolchain, Path> sources) {
  private static final Logger LOG = Logger.getLogger(ToolchainMounts.class.getName());
  private static final Path PUBLIC_FOLDERS = Path.of("/var/cache/atelier/toolchains");

  /** Whether jobs see none of them: the home folder is the process's too. */
  private static volatile boolean ignored;

  /** Shows none of them to the jobs that start from now on. */
  static void ignoreAll() {
    ignored = true;
  }

  static boolean areIgnored() {
    return ignored;
  }

  /** Those of this process, found at the first call. Blocking. */
  static ToolchainMounts ofThisProcess() {
    return ignored ? new ToolchainMounts(Map.of()) : OfThisProcess.MOUNTS;
  }

  /** Holds what was found: the search path of a process does not change. */
  private static final class OfThisProcess {
    static final ToolchainMounts MOUNTS = of(UserToolchains.ofThisUser().find());
  }

  private static ToolchainMounts of(List<Toolchain> toolchains) {
    Map<Toolchain, Path> sources = new LinkedHashMap<>();
    for (Toolchain toolchain : toolchains) {
      Path folder = toolchain.folder();
      if (!HostSystem.isRoot() || SubordinateMounts.isOpenToAll(folder)) {
        sources.put(toolchain, folder);
      } else {
        try {
          sources.put(toolchain, publicFolder(sources.size()));
        } catch (IOException e) {
          LOG.log(Level.WARNING, folder + " is not used: no folder to show it to jobs", e);
        }
      }
    }
    return new ToolchainMounts(sources);
  }

  private static Path publicFolder(int number) throws IOException {
    Path folder = Files.createDirectories(PUBLIC_FOLDERS.resolve(String.valueOf(number)));
    for (Path each : List.of(folder, PUBLIC_FOLDERS, Path.of("/var/cache/atelier"))) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return folder;
  }

  /** Whether a job can see a folder: root in a container may not show what only root can enter. */
  static boolean canBeShown(Path folder) {
    return !ignored
        && (!HostSystem.isRoot() || HostSystem.mayMount() || SubordinateMounts.isOpenToAll(folder));
  }

  /** Those that the user of jobs can reach by themselves. */
  ToolchainMounts reachable() {
    Map<Toolchain, Path> there = new LinkedHashMap<>(sources);
    there.entrySet().removeIf(entry -> !entry.getValue().equals(entry.getKey().folder()));
    return new ToolchainMounts(there);
  }

  /** The folders that a job sees. */
  List<String> folders() {
    return sources.keySet().stream()
        .map(toolchain -> toolchain.folder().toString())
        .toList();
  }

  /** The folders with executables, as in {@code PATH}, each after a colon. */
  String searchPath() {
    StringBuilder path = new StringBuilder();
    sources.keySet().forEach(toolchain -> path.append(':').append(toolchain.executables()));
    return path.toString();
  }

  /** The words of the launcher that make the folders visible to the job's user. */
  List<String> launcherWords() {
    List<String> words = new ArrayList<>();
    sources.forEach((toolchain, source) -> {
      if (!source.equals(toolchain.folder())) {
        words.addAll(List.of("--show", toolchain.folder().toString(), source.toString()));
      }
    });
    return words;
  }

  /** The words of bubblewrap that show the folders. */
  List<String> bubblewrapWords() {
    List<String> words = new ArrayList<>();
    sources.forEach((toolchain, source) ->
        words.addAll(List.of("--ro-bind", source.toString(), toolchain.folder().toString())));
    return words;
  }
}
