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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
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
  private static final long POLL_INTERVAL_MS = 50;
  private static final long EXIT_TIMEOUT_MS = 5_000;
  private static final long FIRST_POLL_INTERVAL_MS = 10;
  private static final Path EMPTY_INPUT = Path.of("/dev/null");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/bin:/usr/local/go/bin:/usr/bin:/bin", "LANG", "C.UTF-8");

  private final Vertx vertx;
  private final ExecutorService jobExecutor;
  private final ExecutorService outputExecutor;
  private final long maxMemoryBytes;
  private final Optional<Path> jobFolders;
  private final Optional<Supplier<Cgroup>> cgroups;

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

  /** Runs a job with the command line that {@code command} builds for its folder. */
  Future<JobResult> run(Job job, Function<Path, List<String>> command) {
    Promise<JobResult> promise = Promise.promise();
    Context context = vertx.getOrCreateContext();
    jobExecutor.execute(() -> {
      Future<JobResult> result = executeInTurn(job, command);
      context.runOnContext(unused -> result.onComplete(promise));
    });
    return promise.future();
  }

  private Future<JobResult> executeInTurn(Job job, Function<Path, List<String>> command) {
    Lock turn = job.alone() ? running.writeLock() : running.readLock();
    turn.lock();
    try (JobFolder folder = JobFolder.create(jobFolders, job.files())) {
      return Future.succeededFuture(fenced(job, command.apply(folder.path()), folder.path()));
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
  private JobResult fenced(Job job, List<String> command, Path folder)
      throws IOException, InterruptedException {
    Cgroup groups = cgroups.map(Supplier::get).orElseGet(Cgroup::none);
    Optional<JobCgroup> cgroup = groups.openJob(maxMemoryBytes, JobMonitor.MAX_PROCESSES_OF_KERNEL);
    try {
      List<String> words = cgroups.isPresent() ? groups.withPriority(command) : command;
      return execute(job, cgroup.map(one -> one.joining(words)).orElse(words), folder, cgroup);
    } finally {
      cgroup.ifPresent(JobCgroup::close);
    }
  }

  private JobResult execute(Job job, List<String> command, Path folder, Optional<JobCgroup> cgroup)
      throws IOException, InterruptedException {
    long startedNs = System.nanoTime();
    OutputCapture output = new OutputCapture();
    Process process;
    try {
      process = start(command, job, folder);
    } catch (IOException notFound) {
      if (command.equals(job.command())) {
        return new JobResult(End.NOT_FOUND, -1, 0, "", "", output.hash());
      }
      throw notFound;
    }
    java.util.concurrent.Future<?> stdoutReader =
        outputExecutor.submit(() -> output.drain(process.getInputStream(), false));
    java.util.concurrent.Future<?> stderrReader =
        outputExecutor.submit(() -> output.drain(process.getErrorStream(), true));
    ProcessTree tree = new ProcessTree(process.pid());
    JobMonitor monitor =
        new JobMonitor(tree, output, job.timeLimit(), maxMemoryBytes, cgroup, cgroups.isPresent());
    JobMonitor.Ending ending = waitForEnd(process, monitor);
    killTree(process);
    awaitReaders(stdoutReader, stderrReader);
    long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
    int exit = ending.end() == End.EXITED ? process.exitValue() : -1;
    String outputText = output.text();
    if (outputText.startsWith("bwrap: ")
        && exit == 1
        && !command.equals(job.command())
        && !job.command().equals(List.of("true"))) {
      throw new IOException("the sandbox could not start: " + outputText.strip());
    }
    boolean notFound = exit == 127
        && job.launcher().isEmpty()
        && outputText.contains("exec: " + job.command().get(0) + ": not found");
    return new JobResult(
        notFound ? End.NOT_FOUND : ending.end(),
        exit,
        ms,
        tree.cpuMs(),
        ending.limit(),
        outputText,
        output.errorText(),
        output.hash());
  }

  private Process start(List<String> command, Job job, Path folder) throws IOException {
    if (job.stdin().isEmpty()) {
      return start(command, job, folder, EMPTY_INPUT);
    }
    // A file, since writing to a pipe blocks; without a name once it is open, so that no job finds
    // it.
    Path input = JobFolder.createFile(jobFolders, job.stdin());
    try {
      return start(command, job, folder, input);
    } finally {
      Files.delete(input);
    }
  }

  private static Process start(List<String> command, Job job, Path folder, Path input)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(input.toFile()));
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().putAll(job.environment());
    builder.environment().put("HOME", folder.toString());
    return builder.start();
  }

  private static JobMonitor.Ending waitForEnd(Process process, JobMonitor monitor)
      throws InterruptedException {
    long startedNs = System.nanoTime();
    long intervalMs = FIRST_POLL_INTERVAL_MS;
    while (!process.waitFor(intervalMs, TimeUnit.MILLISECONDS)) {
      intervalMs = Math.min(POLL_INTERVAL_MS, 2 * intervalMs);
      Optional<JobMonitor.Ending> reached =
          monitor.reached(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs));
      if (reached.isPresent()) {
        return reached.get();
      }
    }
    return monitor.exited();
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
      try {
        child.onExit().get(Math.max(0, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException alive) {
        LOG.log(Level.WARNING, "process " + child.pid() + " is still running after its job", alive);
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
