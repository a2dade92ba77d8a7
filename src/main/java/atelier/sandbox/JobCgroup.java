package atelier.sandbox;

import static atelier.sandbox.CgroupLocation.MEMORY;
import static atelier.sandbox.CgroupLocation.PIDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The control group of one job: all its processes are in it, whatever they do, and it is removed
 * with them. In version 1 it is a folder for each controller, in version 2 a single one. Blocking.
 */
final class JobCgroup implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(JobCgroup.class.getName());
  private static final int MAX_REMOVALS = 200;
  private static final long REMOVAL_INTERVAL_MS = 10;

  private final Map<String, Path> folders;

  /** A group whose limits are set. */
  JobCgroup(Map<String, Path> folders) {
    this.folders = Map.copyOf(folders);
  }

  /** Whether the kernel limits the memory of the job. */
  boolean fencesMemory() {
    return folders.containsKey(MEMORY);
  }

  /** Whether the kernel limits the processes and threads of the job. */
  boolean fencesProcesses() {
    return folders.containsKey(PIDS);
  }

  /** The folders in whose {@code cgroup.procs} the first process of the job is to be written. */
  Set<Path> paths() {
    return new TreeSet<>(folders.values());
  }

  /** How many processes the kernel killed because the job reached its limit of memory. */
  long oomKills() {
    return Optional.ofNullable(folders.get(MEMORY))
        .map(folder -> CgroupFiles.count(folder.resolve("memory.oom_control"), "oom_kill")
            + CgroupFiles.count(folder.resolve("memory.events"), "oom_kill"))
        .orElse(0L);
  }

  /** How many processes or threads the kernel refused to start. */
  long refusedProcesses() {
    return Optional.ofNullable(folders.get(PIDS))
        .map(folder -> CgroupFiles.count(folder.resolve("pids.events"), "max"))
        .orElse(0L);
  }

  /** The numbers of the processes in it, those that ended and nobody waited for excepted. */
  Set<Long> processes() {
    Set<Long> pids = new TreeSet<>();
    for (Path folder : paths()) {
      CgroupFiles.read(folder.resolve("cgroup.procs")).forEach(pid -> pids.add(Long.valueOf(pid)));
    }
    return pids;
  }

  /** Kills all processes in it, also those that are being started. */
  void kill() {
    for (Path folder : paths()) {
      Path kill = folder.resolve("cgroup.kill");
      try {
        if (Files.exists(kill)) {
          CgroupFiles.write(kill, "1");
        }
      } catch (IOException e) {
        LOG.log(Level.FINE, "the kernel cannot kill a group at once", e);
      }
    }
    processes().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** Kills what is left, and removes the group when it is empty. */
  @Override
  public void close() {
    try {
      for (int i = 0; i < MAX_REMOVALS; i++) {
        kill();
        if (processes().isEmpty() && isRemoved()) {
          return;
        }
        Thread.sleep(REMOVAL_INTERVAL_MS);
      }
      LOG.warning("processes are still running after their job: " + processes());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isRemoved() {
    boolean removed = true;
    for (Path folder : paths()) {
      try {
        CgroupFiles.delete(folder);
      } catch (IOException busy) {
        removed &= !Files.exists(folder);
      }
    }
    return removed;
  }
}
