package atelier.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a job's command line that call the launcher: outside, where it starts bubblewrap,
 * and inside, where it becomes the command.
 */
final class LauncherCommand {
  /** Where the launcher is in the sandbox. */
  static final String INSIDE = "/entry";

  private static final int MAX_OPEN_FILES = 4_096;

  /**
   * The processes of all jobs together (setrlimit(2), RLIMIT_NPROC), set only if Atelier runs as
   * root, and jobs therefore have a user of their own.
   */
  private static final int MAX_PROCESSES_IF_ROOT = 4 * JobMonitor.MAX_PROCESSES_OF_KERNEL;

  private LauncherCommand() {}

  /**
   * Returns the words before further options, {@code --} and those of bubblewrap. As root the
   * launcher switches to an unprivileged user: in a user namespace root would keep root's file
   * permissions on the host and have no limit on processes. Blocking.
   *
   * @param maxFileBytes the size of each file that the job writes
   * @param subordinate what the words of bubblewrap show, if the job has a subordinate user
   */
  static List<String> outside(
      Job job, JobPlace place, long maxFileBytes, SubordinateMounts subordinate)
      throws IOException {
    List<String> words = limited("start", job, place, maxFileBytes);
    words.addAll(ToolchainMounts.ofThisProcess().launcherWords());
    words.addAll(subordinate.launcherWords());
    return words;
  }

  /** Returns the first words where there is no bubblewrap, without the paths. Blocking. */
  static List<String> alone(Job job, JobPlace place, long maxFileBytes) throws IOException {
    List<String> words = limited("fence", job, place, maxFileBytes);
    add(words, "--copy", place.folder());
    words.add(place.work().toString());
    add(words, "--write", place.work());
    add(words, "--write", place.temporary());
    if (place.fencesMemory()) {
      words.add("--memory-fenced");
    }
    return words;
  }

  private static List<String> limited(String mode, Job job, JobPlace place, long maxFileBytes)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(NativeProgram.LAUNCHER.path().toString());
    words.add(mode);
    add(words, "--status", place.status().orElseThrow());
    place
        .cgroup()
        .ifPresent(cgroup -> cgroup.paths().forEach(path -> add(words, "--join-cgroup", path)));
    add(words, "--open-files", MAX_OPEN_FILES);
    add(words, "--file-bytes", maxFileBytes);
    add(words, "--cpu-seconds", job.timeLimit().secondsPerProcess());
    if (HostSystem.isRoot()) {
      add(words, "--processes", MAX_PROCESSES_IF_ROOT);
      add(words, "--user", HostSystem.SANDBOX_UID);
    }
    return words;
  }

  /** Returns the words of bubblewrap that show the launcher to the job. Blocking. */
  static List<String> mounts() throws IOException {
    return List.of("--ro-bind", NativeProgram.LAUNCHER.path().toString(), INSIDE);
  }

  /**
   * Returns the words before those of the command: the launcher copies the sources into the
   * writable folder and makes a writable cache of links if there is one to read.
   */
  static List<String> inside(JobPlace place) {
    List<String> words = new ArrayList<>(List.of(INSIDE, "enter", "--copy", "/src", "/work"));
    words.addAll(List.of("--link", GoBuildCache.KEPT, GoBuildCache.OWN));
    if (HostSystem.isRoot() || HostSystem.countsProcessesByNamespace()) {
      add(words, "--processes", JobMonitor.MAX_PROCESSES_OF_KERNEL);
    }
    if (place.fencesMemory()) {
      words.add("--memory-fenced");
    }
    words.add("--");
    return words;
  }

  private static void add(List<String> words, String option, Object value) {
    words.addAll(List.of(option, value.toString()));
  }
}
