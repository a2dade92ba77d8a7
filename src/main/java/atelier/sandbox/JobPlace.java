package atelier.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a job runs.
 *
 * @param folder the folder with the copy of its files
 * @param status the file in which the launcher says what happened; empty without a sandbox
 * @param cgroup its control group; empty where none can be had
 * @param stage an empty folder on which the launcher mounts for this job; empty if it has no
 *     further folders
 */
record JobPlace(
    Path folder, Optional<Path> status, Optional<JobCgroup> cgroup, Optional<Path> stage) {
  /** The folder that the job works in, where it has none in memory; the launcher makes it. */
  Path work() {
    return folder.resolveSibling("work");
  }

  /** The folder for its temporary files, where it has none in memory; the launcher makes it. */
  Path temporary() {
    return folder.resolveSibling("tmp");
  }

  /** Whether the kernel limits the memory of the job. */
  boolean fencesMemory() {
    return cgroup.filter(JobCgroup::fencesMemory).isPresent();
  }

  /** Whether the kernel limits the processes and threads of the job. */
  boolean fencesProcesses() {
    return cgroup.filter(JobCgroup::fencesProcesses).isPresent();
  }
}
