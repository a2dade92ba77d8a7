package atelier.sandbox;

import static atelier.sandbox.CgroupLocation.MEMORY;
import static atelier.sandbox.CgroupLocation.PIDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sets the limits of a control group, in the files of either version (cgroups(7)). Blocking. */
final class CgroupLimits {
  private static final long CPU_PERIOD_US = 100_000;

  /** The default of one process: in version 1 a group competes with single processes. */
  private static final int SHARES_PER_PROCESSOR = 1_024;

  private CgroupLimits() {}

  /**
   * All jobs together leave a part of the machine to the node. They have no lower weight: beside a
   * local model an honest program would reach its limit of wall time.
   */
  static void limitCpu(int version, Path folder) throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    long quotaUs = cpuQuotaUs(processors);
    if (version == 1) {
      CgroupFiles.write(
          folder.resolve("cpu.shares"), String.valueOf(processors * SHARES_PER_PROCESSOR));
      CgroupFiles.write(folder.resolve("cpu.cfs_period_us"), String.valueOf(CPU_PERIOD_US));
      CgroupFiles.write(folder.resolve("cpu.cfs_quota_us"), String.valueOf(quotaUs));
    } else {
      CgroupFiles.write(folder.resolve("cpu.max"), quotaUs + " " + CPU_PERIOD_US);
    }
  }

  /** Microseconds of all processors in a period: an eighth, at least a quarter of one, is kept. */
  static long cpuQuotaUs(int processors) {
    return Math.round(CPU_PERIOD_US * (processors - Math.max(0.25, processors / 8.0)));
  }

  /** Limits what the processes of a group may use of a controller together. */
  static void limit(String controller, int version, Path folder, long memoryBytes, int maxProcesses)
      throws IOException {
    switch (controller) {
      case MEMORY -> limitMemory(version, folder, memoryBytes);
      case PIDS -> CgroupFiles.write(folder.resolve("pids.max"), String.valueOf(maxProcesses));
      default -> {
        // All jobs share the processor limits of their parent.
      }
    }
  }

  private static void limitMemory(int version, Path folder, long bytes) throws IOException {
    Map<String, String> optional = new LinkedHashMap<>();
    if (version == 1) {
      CgroupFiles.write(folder.resolve("memory.limit_in_bytes"), String.valueOf(bytes));
      optional.put("memory.memsw.limit_in_bytes", String.valueOf(bytes));
      optional.put("memory.swappiness", "0");
    } else {
      CgroupFiles.write(folder.resolve("memory.max"), String.valueOf(bytes));
      optional.put("memory.swap.max", "0");
      optional.put("memory.oom.group", "1");
    }
    for (var limit : optional.entrySet()) {
      // Systems without swap do not have these files.
      if (Files.exists(folder.resolve(limit.getKey()))) {
        CgroupFiles.write(folder.resolve(limit.getKey()), limit.getValue());
      }
    }
  }
}
