package atelier.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what a process and all below it use, from {@code /proc/PID/stat} (proc(5)), which needs
 * no privilege. Children that have ended count where somebody has waited for them: their parent, or
 * the first process of the namespace for orphans. Two things are missing from the processor time:
 * what was used since the last measurement before the end, and children that ended in between and
 * whose parent ignores SIGCHLD. The wall time limits both. Without a namespace, orphans are missing
 * too.
 */
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final long PAGE_BYTES = 4_096;
  private static final long MS_PER_TICK = 10;

  /** The fields of {@code /proc/PID/stat} after the name, counted from 0. */
  private static final int PARENT = 1;

  private static final int OWN_USER_TICKS = 11;
  private static final int LAST_TICKS = 14;
  private static final int THREADS = 17;
  private static final int RESIDENT_PAGES = 21;

  private final long root;
  private long cpuMs;
  private List<Long> pids = List.of();

  ProcessTree(long root) {
    this.root = root;
  }

  /**
   * What the processes used so far.
   *
   * @param cpuMs processor time
   * @param residentBytes resident memory; shared pages count more than once
   * @param threads threads of all processes; one that ended and nobody waited for counts as one
   */
  record Use(long cpuMs, long residentBytes, long threads) {}

  /** The processor time at the last measurement. */
  long cpuMs() {
    return cpuMs;
  }

  /** The numbers of the processes at the last measurement, each after its parent. */
  List<Long> pids() {
    return pids;
  }

  /**
   * Measures now. Each process is read after its parent: one that ends in between is missing until
   * the next measurement, and never counts twice.
   */
  Use measure() {
    Map<Long, List<Long>> children = childrenByParent();
    Deque<Long> open = new ArrayDeque<>(List.of(root));
    List<Long> found = new ArrayList<>();
    long ticks = 0;
    long pages = 0;
    long threads = 0;
    while (!open.isEmpty()) {
      long pid = open.remove();
      Optional<String[]> stat = stat(pid);
      for (int i = OWN_USER_TICKS; stat.isPresent() && i <= LAST_TICKS; i++) {
        ticks += Long.parseLong(stat.get()[i]);
      }
      pages += stat.map(fields -> Long.parseLong(fields[RESIDENT_PAGES])).orElse(0L);
      threads +=
          stat.map(fields -> Math.max(1, Long.parseLong(fields[THREADS]))).orElse(0L);
      found.add(pid);
      open.addAll(children.getOrDefault(pid, List.of()));
    }
    pids = List.copyOf(found);
    cpuMs = Math.max(cpuMs, ticks * MS_PER_TICK);
    return new Use(cpuMs, pages * PAGE_BYTES, threads);
  }

  private static Map<Long, List<Long>> childrenByParent() {
    Map<Long, List<Long>> children = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        stat(pid)
            .ifPresent(fields -> children
                .computeIfAbsent(Long.valueOf(fields[PARENT]), unused -> new ArrayList<>())
                .add(pid));
      }
    } catch (DirectoryIteratorException | IOException noProc) {
      // Another system than Linux: nothing is measured, and the wall time alone is a limit.
      return Map.of();
    }
    return children;
  }

  /** The fields after the name, which may contain anything; empty if the process is gone. */
  private static Optional<String[]> stat(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
