package atelier.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What processes have in memory where no control group counts it, from {@code /proc/PID/maps} and
 * {@code /proc/PID/smaps_rollup} (proc(5)). Blocking.
 */
final class SharedMemory {
  private static final int FIELDS = 6;
  private static final int HEX = 16;
  private static final long KIBIBYTE = 1_024;

  private SharedMemory() {}

  /**
   * The resident memory of processes in bytes, in which a page of n processes counts as 1/n for
   * each; 0 if it cannot be read.
   */
  static long proportionalBytes(List<Long> pids) {
    return lines(pids, "smaps_rollup").stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
        .sum();
  }

  /**
   * The bytes of shared memory without a file that processes have mapped, each piece once, whether
   * or not it is resident: a process can fill such memory and then hide it from its resident size
   * (madvise(2), MADV_DONTNEED).
   */
  static long sharedBytes(List<Long> pids) {
    Map<String, Long> sizes = new HashMap<>();
    lines(pids, "maps").stream()
        .map(line -> line.split(" +", FIELDS))
        .filter(SharedMemory::isSharedWithoutFile)
        .forEach(fields -> sizes.merge(fields[3] + fields[4], size(fields[0]), Math::max));
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static boolean isSharedWithoutFile(String[] fields) {
    return fields.length == FIELDS
        && fields[1].endsWith("s")
        && (fields[5].startsWith("/dev/zero")
            || fields[5].startsWith("/memfd:")
            || fields[5].startsWith("/SYSV"));
  }

  private static long size(String range) {
    String[] ends = range.split("-", 2);
    return Long.parseUnsignedLong(ends[1], HEX) - Long.parseUnsignedLong(ends[0], HEX);
  }

  private static List<String> lines(List<Long> pids, String file) {
    List<String> words = new ArrayList<>(List.of("cat"));
    pids.forEach(pid -> words.add("/proc/" + pid + "/" + file));
    return JobUser.lines(words);
  }
}
