package atelier.sandbox;

import atelier.sandbox.JobResult.End;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Starts a job's process, watches its limits, ends it and all it left behind, and says how it went.
 * Its threads never end: bubblewrap takes the death of the thread that started it for its parent's.
 */
final class ProcessSupervisor {
  private static final Logger LOG = Logger.getLogger(ProcessSupervisor.class.getName());
  private static final long POLL_INTERVAL_MS = 50;
  private static final long EXIT_TIMEOUT_MS = 5_000;
  private static final long PAGE_BYTES = 4_096;
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/bin:/usr/local/go/bin:/usr/bin:/bin", "LANG", "C.UTF-8");

  private final Vertx vertx;
  private final ExecutorService jobExecutor;
  private final ExecutorService outputExecutor;
  private final long maxMemoryBytes;

  ProcessSupervisor(Vertx vertx, int maxRuns, long maxMemoryBytes) {
    this.vertx = vertx;
    this.maxMemoryBytes = maxMemoryBytes;
    jobExecutor = Executors.newFixedThreadPool(maxRuns, work -> thread(work, "sandbox-run"));
    outputExecutor = Executors.newCachedThreadPool(work -> thread(work, "sandbox-output"));
    JobFolder.deleteStale();
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs a job by the command line that {@code command} makes for its folder. */
  Future<JobResult> run(Job job, Function<Path, List<String>> command) {
    Promise<JobResult> promise = Promise.promise();
    Context context = vertx.getOrCreateContext();
    jobExecutor.execute(() -> {
      Future<JobResult> outcome;
      try (JobFolder folder = JobFolder.create(job.files())) {
        outcome = Future.succeededFuture(execute(job, command.apply(folder.path()), folder.path()));
      } catch (IOException | RuntimeException problem) {
        outcome = Future.failedFuture(problem);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        outcome = Future.failedFuture(stopped);
      }
      Future<JobResult> told = outcome;
      context.runOnContext(turn -> told.onComplete(promise));
    });
    return promise.future();
  }

  private JobResult execute(Job job, List<String> command, Path folder)
      throws IOException, InterruptedException {
    long begunNs = System.nanoTime();
    OutputCapture output = new OutputCapture();
    Process process;
    try {
      process = start(command, folder);
    } catch (IOException missing) {
      if (command.equals(job.command())) {
        return new JobResult(End.NOT_FOUND, -1, 0, "", "", output.hash());
      }
      throw missing;
    }
    java.util.concurrent.Future<?> out =
        outputExecutor.submit(() -> output.drain(process.getInputStream(), false));
    java.util.concurrent.Future<?> err =
        outputExecutor.submit(() -> output.drain(process.getErrorStream(), true));
    End end = waitForEnd(process, output, job.timeout().toNanos() + begunNs);
    killTree(process);
    awaitReaders(out, err);
    long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNs);
    int exit = end == End.EXITED ? process.exitValue() : -1;
    String text = output.text();
    if (text.startsWith("bwrap: ")
        && exit == 1
        && !command.equals(job.command())
        && !job.command().equals(List.of("true"))) {
      throw new IOException("the sandbox could not start: " + text.strip());
    }
    boolean missing = exit == 127 && text.contains("exec: " + job.command().get(0) + ": not found");
    return new JobResult(
        missing ? End.NOT_FOUND : end, exit, ms, text, output.errorText(), output.hash());
  }

  private static Process start(List<String> command, Path folder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().put("HOME", folder.toString());
    return builder.start();
  }

  private End waitForEnd(Process process, OutputCapture output, long untilNs)
      throws InterruptedException {
    while (!process.waitFor(POLL_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
      if (output.exceedsLimit()) {
        return End.TOO_MUCH_OUTPUT;
      }
      if (residentBytes(process) > maxMemoryBytes) {
        return End.OUT_OF_MEMORY;
      }
      if (System.nanoTime() > untilNs) {
        return End.TIMED_OUT;
      }
    }
    return End.EXITED;
  }

  /** The memory that all its processes have touched; pages that they share count more than once. */
  private static long residentBytes(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(one -> residentPages(one.pid()) * PAGE_BYTES)
        .sum();
  }

  private static long residentPages(long pid) {
    try {
      return Long.parseLong(Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ", 3)[1]);
    } catch (IOException goneMeanwhile) {
      return 0;
    }
  }

  /**
   * Kills it with all it began, and waits until they are gone: the first process of a namespace
   * leaves only after every other, and until then they count against the next job's limits. By
   * handle, because {@code Process.destroy} also throws away what is still in the pipes.
   */
  private static void killTree(Process process) throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
    long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EXIT_TIMEOUT_MS);
    for (ProcessHandle child : children) {
      try {
        child.onExit().get(Math.max(0, untilNs - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException stillThere) {
        LOG.log(Level.WARNING, "process " + child.pid() + " outlives its job", stillThere);
      }
    }
  }

  /**
   * What was printed last may still be in the pipes; a child that holds them open does not count.
   */
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
