package atelier.event;

import java.time.Duration;
import java.util.Locale;

/**
 * The limit that ended a run.
 *
 * @param name what is limited: {@code CPU time}, {@code wall time}, {@code memory}, {@code output},
 *     {@code file size}, {@code processes and threads} or {@code files and folders}
 * @param setting the setting that the limit follows from; empty if it is fixed
 * @param allowed how much was allowed, with its unit; wall time is a multiple of the setting, such
 *     as {@code 5 × 10 s}
 * @param used how much was used when it was stopped, with its unit
 */
public record ReachedLimit(String name, String setting, String allowed, String used) {
  private static final String CPU_TIME = "CPU time";
  private static final String WALL_TIME = "wall time";
  private static final long MEBIBYTE = 1L << 20;

  /** CPU time of all processes of a run. */
  public static ReachedLimit cpuTime(String setting, Duration allowed, long usedMs) {
    return new ReachedLimit(CPU_TIME, setting, seconds(allowed.toMillis()), seconds(usedMs));
  }

  /** Wall time, {@code factor} times the setting. */
  public static ReachedLimit wallTime(String setting, int factor, Duration allowed, long usedMs) {
    String each = seconds(allowed.toMillis() / factor);
    return new ReachedLimit(
        WALL_TIME, setting, factor == 1 ? each : factor + " × " + each, seconds(usedMs));
  }

  /** A number of bytes. */
  public static ReachedLimit bytes(String name, String setting, long allowed, long used) {
    return new ReachedLimit(name, setting, mebibytes(allowed), mebibytes(used));
  }

  /** A number of things, which has no unit. */
  public static ReachedLimit count(String name, long allowed, long used) {
    return new ReachedLimit(name, "", String.valueOf(allowed), String.valueOf(used));
  }

  /** As in: stopped after 10.2 s of CPU time (limit runner.timeout 10 s). */
  public String describe() {
    boolean hasUnit = used.contains(" ");
    return "stopped after " + used + (hasUnit ? " of " : " ") + name + " (limit "
        + (setting.isEmpty() ? "" : setting + " ") + allowed + ")";
  }

  private static String seconds(long ms) {
    return decimal(ms / 1_000.0) + " s";
  }

  private static String mebibytes(long bytes) {
    return decimal(bytes / (double) MEBIBYTE) + " MiB";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }
}
