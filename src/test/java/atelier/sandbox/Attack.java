package atelier.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs an attacking program in the sandbox and watches from outside what it does. */
final class Attack {
  /** How the limits of memory and processes are enforced: by the kernel, or by counting. */
  enum Limits {
    FENCED,
    COUNTED
  }

  static final long MEMORY_BYTES = 256L << 20;
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Duration WALL = Duration.ofSeconds(100);
  private static final String PRELUDE = """
      import ctypes, errno, os, signal, socket, sys, time
      libc = ctypes.CDLL(None, use_errno=True)
      def attempt(name, action):
          try:
              print(name, 'DONE', action())
          except OSError as e:
              print(name, errno.errorcode.get(e.errno, e.errno))
      def call(*arguments):
          result = libc.syscall(*arguments)
          if result < 0:
              raise OSError(ctypes.get_errno(), '')
          return result
      """;

  private static final Vertx VERTX = Vertx.vertx();
  private static final Sandbox TESTED = get(SandboxFactory.create(VERTX, settings(MEMORY_BYTES)));

  private final Sandbox sandbox;
  private Duration cpu = Duration.ofSeconds(20);
  private Duration wall = WALL;

  private Attack(long memoryBytes, Supplier<Cgroup> cgroup) {
    assumeTrue(Files.isExecutable(PYTHON), PYTHON + " is not installed");
    String reason = TESTED.unavailableReason();
    assumeTrue(reason.isEmpty(), reason);
    sandbox = new Bubblewrap(VERTX, settings(memoryBytes), 2, Optional.empty(), cgroup);
  }

  private static Settings.Runner settings(long memoryBytes) {
    return new Settings.Runner("bubblewrap", Duration.ofSeconds(20), memoryBytes, false);
  }

  /** The sandbox as this machine has it. */
  static Attack sandbox() {
    return new Attack(MEMORY_BYTES, Cgroup::find);
  }

  /** The sandbox with other limits of memory. */
  static Attack sandbox(long memoryBytes) {
    return new Attack(memoryBytes, Cgroup::find);
  }

  /** The sandbox with limits that the kernel enforces, or that are counted. */
  static Attack sandbox(Limits limits) {
    return sandbox(limits, MEMORY_BYTES);
  }

  static Attack sandbox(Limits limits, long memoryBytes) {
    Cgroup found = Cgroup.find();
    boolean isFenced = found.fencesMemory() && found.fencesProcesses();
    assumeTrue(limits == Limits.COUNTED || isFenced, found.description());
    return new Attack(memoryBytes, limits == Limits.FENCED ? Cgroup::find : Cgroup::none);
  }

  /** This attack with other limits of time. */
  Attack within(Duration cpuTime, Duration wallTime) {
    cpu = cpuTime;
    wall = wallTime;
    return this;
  }

  /** Runs a Python program, after which {@code attempt} and {@code call} are defined. */
  JobResult python(String program) {
    return run(Map.of("main.py", PRELUDE + program), PYTHON.toString(), "-u", "main.py");
  }

  JobResult run(Map<String, String> files, String... command) {
    TimeLimit limit = new TimeLimit("runner.timeout", Optional.of(cpu), wall, 1);
    return get(sandbox.run(new Job(List.of(command), files, Map.of(), limit)));
  }

  private static <T> T get(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(300, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** What the job and all that it started had at most, measured every few milliseconds. */
  static final class Watch implements AutoCloseable {
    private final Thread thread = new Thread(this::measure, "watch");
    private final long sharedBefore = sharedKiB();
    private volatile boolean ended;
    private volatile long processes;
    private volatile long sharedMiB;
    private volatile long residentMiB;

    Watch() {
      thread.start();
    }

    private void measure() {
      while (!ended) {
        long threads = 0;
        long residentBytes = 0;
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
          if (!isBeingStarted(child)) {
            ProcessTree.Use use = new ProcessTree(child.pid()).measure();
            threads += use.threads();
            residentBytes += use.residentBytes();
          }
        }
        processes = Math.max(processes, threads);
        residentMiB = Math.max(residentMiB, residentBytes >> 20);
        sharedMiB = Math.max(sharedMiB, (sharedKiB() - sharedBefore) >> 10);
      }
    }

    /** A child has the memory of this process until it executes something else. */
    private static boolean isBeingStarted(ProcessHandle child) {
      return child.info().command().equals(ProcessHandle.current().info().command());
    }

    private static long sharedKiB() {
      try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
        return lines
            .filter(line -> line.startsWith("Shmem:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    /** Processes and threads beside those of this process. */
    long processes() {
      return processes;
    }

    /** The memory of the machine in tmpfs, memfds and System V segments. */
    long sharedMiB() {
      return sharedMiB;
    }

    long residentMiB() {
      return residentMiB;
    }

    /** The processes below this one that still exist after some seconds. */
    static long left() {
      long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (System.nanoTime() < deadlineNs
          && ProcessHandle.current().descendants().findAny().isPresent()) {
        Thread.onSpinWait();
      }
      return ProcessHandle.current().descendants().count();
    }

    @Override
    public void close() {
      ended = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
