package atelier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The largest memory that this process's child processes had together, looked at five times a
 * second. Pages that they share count once.
 */
final class JobMemory implements AutoCloseable {
  private static final long EVERY_MS = 200;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong peakKiB = new AtomicLong();

  JobMemory() {
    var unused =
        timer.scheduleWithFixedDelay(this::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** The peak since the call before, in MiB. */
  long takeMiB() {
    return peakKiB.getAndSet(0) >> 10;
  }

  private void look() {
    long sum = ProcessHandle.current()
        .descendants()
        .mapToLong(process -> kibibytes(process.pid(), "smaps_rollup", "Pss:"))
        .sum();
    peakKiB.accumulateAndGet(sum, Math::max);
  }

  /** The largest memory that this process had, in MiB. */
  static long ownPeakMiB() {
    return kibibytes(ProcessHandle.current().pid(), "status", "VmHWM:") >> 10;
  }

  private static long kibibytes(long pid, String file, String row) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream()
          .filter(line -> line.startsWith(row))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException ended) {
      return 0;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
