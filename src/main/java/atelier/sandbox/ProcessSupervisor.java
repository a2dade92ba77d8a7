package atelier.sandbox;

import atelier.sandbox.JobResult.End;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts a job's process, enforces its limits, kills it with all its children, and returns the
 * result. Its threads never end: bubblewrap takes the end of the thread that started it for the end
 * of its parent.
 */
final class ProcessSupervisor {
  private static final Logger LOG = Logger.getLogger(ProcessSupervisor.class.getName());
  private static final long EXIT_TIMEOUT_MS = 5_000;
  private static final long EXIT_POLL_INTERVAL_MS = 5;

  private final Vertx vertx;
  private final ExecutorService jobExecutor;
  private final ExecutorService outputExecutor;
  private final long maxMemoryBytes;
  private final Optional<Path> jobFolders;
  private final Optional<Supplier<Cgroup>> cgroups;
  private final Separation separation;

  /** Held for reading by each job, and for writing by one that runs alone. */
  private final ReadWriteLock running = new ReentrantReadWriteLock(true);

  /**
   * Creates a supervisor, and deletes the folders that killed processes left.
   *
   * @param jobFolders where the folders of jobs are; empty for the system's temporary folder
   * @param cgroups finds the control group of jobs; empty for jobs without a sandbox
   */
  ProcessSupervisor(
      Vertx vertx,
      int maxRuns,
      long maxMemoryBytes,
      Optional<Path> jobFolders,
      Optional<Supplier<Cgroup>> cgroups) {
    this(
        vertx,
        maxRuns,
        maxMemoryBytes,
        jobFolders,
        cgroups,
        cgroups.isPresent() ? Separation.NAMESPACES : Separation.NONE);
  }

  /** Creates a supervisor of jobs that are separated from the host in another way. */
  ProcessSupervisor(
      Vertx vertx,
      int maxRuns,
      long maxMemoryBytes,
      Optional<Path> jobFolders,
      Optional<Supplier<Cgroup>> cgroups,
      Separation separation) {
    this.separation = separation;
    this.cgroups = cgroups;
    this.vertx = vertx;
    this.jobFolders = jobFolders;
    this.maxMemoryBytes = maxMemoryBytes;
    jobExecutor = Executors.newFixedThreadPool(maxRuns, work -> thread(work, "sandbox-run"));
    outputExecutor = Executors.newCachedThreadPool(work -> thread(work, "sandbox-output"));
    JobFolder.deleteStaleJobs(jobFolders);
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Builds the command line of a job for where it runs. Blocking. */
  interface CommandLine {
    List<String> words(JobPlace place) throws IOException;
  }

  /** Runs a job with the command line that {@code command} builds. */
  Future<JobResult> run(Job job, CommandLine command) {
    Promise<JobResult> promise = Promise.promise();
    Context context = vertx.getOrCreateContext();
    jobExecutor.execute(() -> {
      Future<JobResult> result = executeInTurn(job, command);
      context.runOnContext(unused -> result.onComplete(promise));
    });
    return promise.future();
  }

  private Future<JobResult> executeInTurn(Job job, CommandLine command) {
    Lock turn = job.alone() ? running.writeLock() : running.readLock();
    turn.lock();
    try {
      job.cancellation().throwIfCancelled();
      JobResult result;
      try (JobFolder folder = JobFolder.create(jobFolders, job.files())) {
        result = fenced(job, command, folder.path());
      }
      job.cancellation().throwIfCancelled();
      return Future.succeededFuture(result);
    } catch (IOException | RuntimeException | Error problem) {
      return Future.failedFuture(problem);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Future.failedFuture(stopped);
    } finally {
      turn.unlock();
    }
  }

  /** Runs a job in a control group of its own, which ends with it, where one can be had. */
  private JobResult fenced(Job job, CommandLine command, Path folder)
      throws IOException, InterruptedException {
    if (cgroups.isEmpty()) {
      JobPlace place = new JobPlace(folder, Optional.empty(), Optional.empty(), Optional.empty());
      return execute(job, command.words(place), place);
    }
    Cgroup groups = cgroups.get().get();
    Optional<JobCgroup> cgroup = groups.openJob(maxMemoryBytes, JobMonitor.MAX_PROCESSES_OF_GROUP);
    Path status = JobFolder.createFile(jobFolders, "");
    Optional<Path> stage = Optional.empty();
    try {
      if (!job.mounts().mounts().isEmpty()) {
        stage = Optional.of(JobFolder.createEmpty(jobFolders));
      }
      JobPlace place = new JobPlace(folder, Optional.of(status), cgroup, stage);
      return execute(job, groups.withPriority(command.words(place)), place);
    } finally {
      cgroup.ifPresent(JobCgroup::close);
      Files.delete(status);
      stage.ifPresent(JobFolder::delete);
    }
  }

  private JobResult execute(Job job, List<String> command, JobPlace place)
      throws IOException, InterruptedException {
    long startedNs = System.nanoTime();
    Optional<WrittenFiles> files = separation.writtenFiles(place);
    OutputCapture output = new OutputCapture();
    Process process;
    try {
      process = JobProcess.start(command, job, place, jobFolders);
    } catch (IOException notFound) {
      if (place.status().isEmpty()) {
        return new JobResult(End.NOT_FOUND, -1, 0, "", "", output.hash());
      }
      throw notFound;
    }
    java.util.concurrent.Future<?> stdoutReader =
        outputExecutor.submit(() -> output.drain(process.getInputStream(), false));
    java.util.concurrent.Future<?> stderrReader =
        outputExecutor.submit(() -> output.drain(process.getErrorStream(), true));
    ProcessTree tree = new ProcessTree(process.pid());
    JobMonitor monitor = new JobMonitor(tree, output, job, maxMemoryBytes, place.cgroup(), files);
    JobMonitor.Ending ending = monitor.awaitEnd(process);
    if (separation == Separation.LANDLOCK) {
      // The launcher stays outside and ends them all at once.
      process.toHandle().destroy();
      process.waitFor(EXIT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
    killTree(process);
    awaitReaders(stdoutReader, stderrReader);
    long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
    boolean exited = ending.end() == End.EXITED;
    return new JobResult(
        exited && isNotFound(job, place, output) ? End.NOT_FOUND : ending.end(),
        exited ? process.exitValue() : -1,
        ms,
        tree.cpuMs(),
        ending.limit(),
        output.text(),
        output.errorText(),
        output.hash());
  }

  /** Whether a job that ended by itself has no command; fails if it was never started. */
  private static boolean isNotFound(Job job, JobPlace place, OutputCapture output)
      throws IOException {
    if (place.status().isEmpty()) {
      return false;
    }
    LaunchStatus status = LaunchStatus.parse(Files.readString(place.status().get()));
    status.requireStart(job, output.errorText());
    return status.isNotFound();
  }

  /**
   * Kills a process with all its children and waits until they have exited: the first process of a
   * namespace exits after all others, and until then they count against the next job's limits.
   * Kills by handle, because {@code Process.destroy} also discards the output left in the pipes.
   */
  private static void killTree(Process process) throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EXIT_TIMEOUT_MS);
    for (ProcessHandle child : children) {
      // Not by onExit(), which needs a thread of the common pool: others may hold all of them.
      while (child.isAlive() && System.nanoTime() < deadlineNs) {
        Thread.sleep(EXIT_POLL_INTERVAL_MS);
      }
      if (child.isAlive()) {
        LOG.log(Level.WARNING, "process " + child.pid() + " is still running after its job");
      }
    }
  }

  /** Waits for output left in the pipes, but not for a child that keeps them open. */
  private static void awaitReaders(java.util.concurrent.Future<?>... readers)
      throws InterruptedException {
    for (java.util.concurrent.Future<?> reader : readers) {
      try {
        reader.get(EXIT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException heldOpen) {
        reader.cancel(true);
      } catch (ExecutionException bug) {
        throw new IllegalStateException("the output could not be read", bug);
      }
    }
  }
}
