package atelier.sandbox;

import atelier.cancel.Cancellation;
import atelier.event.ReachedLimit;
import atelier.sandbox.JobResult.End;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Compares what a job uses with its limits: with a control group the kernel limits memory and
 * processes, and this reads what it has refused; else they are counted. One for each job; blocking.
 */
final class JobMonitor {
  /** The processes and threads of a job. */
  static final int MAX_PROCESSES = 512;

  /** What the kernel allows: a job that starts more than it may is stopped, and then named. */
  static final int MAX_PROCESSES_OF_KERNEL = MAX_PROCESSES + 64;

  /**
   * What a control group allows: more, since the limit of the namespace refuses with less work, and
   * the group counts the processes outside of it too.
   */
  static final int MAX_PROCESSES_OF_GROUP = MAX_PROCESSES_OF_KERNEL + 64;

  /** The files and folders of a job in its writable folders. */
  static final long MAX_FILES = 100_000;

  private static final String FILES = "files and folders";
  private static final long POLL_INTERVAL_MS = 50;
  private static final long FIRST_POLL_INTERVAL_MS = 10;

  /** How many measurements there are between two that take long. */
  private static final int SLOW_MEASUREMENTS = 5;

  private final ProcessTree tree;
  private final OutputCapture output;
  private final TimeLimit timeLimit;
  private final Cancellation cancellation;
  private final long maxMemoryBytes;
  private final Optional<JobCgroup> cgroup;
  private final Optional<WrittenFiles> folders;
  private final WrittenFolders onDisk;
  private WrittenFiles.Use inFolders = WrittenFiles.Use.NONE;
  private long measurements;
  private long sharedBytes;

  /**
   * A monitor of a process that was started.
   *
   * @param cgroup the group that it is in; empty if all is counted
   * @param folders its writable folders; empty without a sandbox, and without a limit of processes
   */
  JobMonitor(
      ProcessTree tree,
      OutputCapture output,
      Job job,
      long maxMemoryBytes,
      Optional<JobCgroup> cgroup,
      Optional<WrittenFiles> folders) {
    this.tree = tree;
    this.output = output;
    timeLimit = job.timeLimit();
    cancellation = job.cancellation();
    onDisk = new WrittenFolders(job.mounts());
    this.maxMemoryBytes = maxMemoryBytes;
    this.cgroup = cgroup;
    this.folders = folders;
  }

  /** Why a job ended, and the limit where one was reached. */
  record Ending(End end, Optional<ReachedLimit> limit) {
    static Ending at(End end, ReachedLimit limit) {
      return new Ending(end, Optional.of(limit));
    }
  }

  /** Waits until a job ends, has reached a limit or is cancelled. */
  Ending awaitEnd(Process process) throws InterruptedException {
    long startedNs = System.nanoTime();
    long intervalMs = FIRST_POLL_INTERVAL_MS;
    while (!process.waitFor(intervalMs, TimeUnit.MILLISECONDS)) {
      intervalMs = Math.min(POLL_INTERVAL_MS, 2 * intervalMs);
      Optional<Ending> reached =
          reached(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs));
      if (reached.isPresent()) {
        return reached.get();
      }
    }
    return exited();
  }

  /** The limit that the job has reached after so much wall time; empty if it may continue. */
  private Optional<Ending> reached(long wallMs) {
    if (cancellation.isCancelled()) {
      // Its result is discarded.
      return Optional.of(new Ending(End.TIMED_OUT, Optional.empty()));
    }
    if (output.bytes() > OutputCapture.MAX_BYTES) {
      return Optional.of(Ending.at(
          End.TOO_MUCH_OUTPUT,
          ReachedLimit.bytes("output", "", OutputCapture.MAX_BYTES, output.bytes())));
    }
    ProcessTree.Use use = tree.measure();
    measurements++;
    return refusedByKernel()
        .or(() -> folders.isPresent() ? processes(use.threads()) : Optional.empty())
        .or(this::files)
        .or(onDisk::reached)
        .or(() -> memory(use))
        .or(() ->
            timeLimit.reached(wallMs, use.cpuMs()).map(limit -> Ending.at(End.TIMED_OUT, limit)));
  }

  /** Why a job that exited by itself has ended: the kernel may have killed a part of it. */
  private Ending exited() {
    return refusedByKernel()
        .or(onDisk::reachedAtEnd)
        .orElse(new Ending(End.EXITED, Optional.empty()));
  }

  private Optional<Ending> refusedByKernel() {
    if (cgroup.isEmpty()) {
      return Optional.empty();
    }
    if (cgroup.get().oomKills() > 0) {
      return Optional.of(outOfMemory(maxMemoryBytes));
    }
    return cgroup.get().refusedProcesses() > 0
        ? processes(MAX_PROCESSES_OF_GROUP)
        : Optional.empty();
  }

  private Optional<Ending> processes(long threads) {
    return threads > MAX_PROCESSES
        ? Optional.of(Ending.at(
            End.TOO_MANY_PROCESSES,
            ReachedLimit.count("processes and threads", MAX_PROCESSES, threads)))
        : Optional.empty();
  }

  /** Resident sizes count shared pages more than once: only what exceeds them is looked at. */
  private Optional<Ending> memory(ProcessTree.Use use) {
    if (cgroup.filter(JobCgroup::fencesMemory).isPresent()) {
      return Optional.empty();
    }
    if (isSlowMeasurement()) {
      sharedBytes = SharedMemory.sharedBytes(tree.pids());
    }
    if (sharedBytes + inFolders.memoryBytes() > maxMemoryBytes) {
      return Optional.of(outOfMemory(sharedBytes + inFolders.memoryBytes()));
    }
    if (use.residentBytes() + inFolders.memoryBytes() <= maxMemoryBytes) {
      return Optional.empty();
    }
    long exact = SharedMemory.proportionalBytes(tree.pids());
    long used = (exact == 0 ? use.residentBytes() : exact) + inFolders.memoryBytes();
    return used > maxMemoryBytes ? Optional.of(outOfMemory(used)) : Optional.empty();
  }

  private Ending outOfMemory(long usedBytes) {
    return Ending.at(
        End.OUT_OF_MEMORY,
        ReachedLimit.bytes("memory", "runner.memory", maxMemoryBytes, usedBytes));
  }

  private Optional<Ending> files() {
    if (folders.isPresent() && isSlowMeasurement()) {
      inFolders = folders.get().measure(tree.pids());
    }
    if (inFolders.diskBytes() > WrittenFiles.MAX_DISK_BYTES) {
      return Optional.of(Ending.at(
          End.TOO_MANY_FILES,
          ReachedLimit.bytes(FILES, "", WrittenFiles.MAX_DISK_BYTES, inFolders.diskBytes())));
    }
    return inFolders.files() > MAX_FILES
        ? Optional.of(
            Ending.at(End.TOO_MANY_FILES, ReachedLimit.count(FILES, MAX_FILES, inFolders.files())))
        : Optional.empty();
  }

  private boolean isSlowMeasurement() {
    return measurements % SLOW_MEASUREMENTS == 0;
  }
}
