package atelier.sandbox.sprites;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code job.sh} measured of a run, in a file that the program cannot see. Pure.
 *
 * @param wallMs wall time; empty if it was not measured, since the script was killed
 * @param cpuMs processor time of all processes of the run
 * @param limit the limit that ended it
 * @param isMissing whether the command does not exist
 * @param broken why the run could not be started; empty if it was
 */
record Verdict(
    OptionalLong wallMs, long cpuMs, Optional<Limit> limit, boolean isMissing, String broken) {
  static final Verdict NONE = new Verdict(OptionalLong.empty(), 0, Optional.empty(), false, "");

  private static final Pattern TIME =
      Pattern.compile("time ([0-9]{1,10}\\.[0-9]{1,6}) ([0-9]{1,10}\\.[0-9]{1,6})");
  private static final Pattern LIMIT =
      Pattern.compile("limit (cpu|memory|wall) ([0-9]{1,15}) ([0-9]{1,15}) ([0-9]{1,15})");

  /** A line of times(1): the user and the system time, of the script or of its children. */
  private static final Pattern TIMES =
      Pattern.compile("([0-9]{1,9})m([0-9]{1,9}[.,][0-9]+)s ([0-9]{1,9})m([0-9]{1,9}[.,][0-9]+)s");

  private static final String BROKEN = "broken: ";

  /**
   * A limit that was reached.
   *
   * @param name {@code cpu}, {@code memory} or {@code wall}
   */
  record Limit(String name, long wallMs, long cpuMs, long memoryKib) {}

  /** Reads a verdict; what is malformed is as if it were absent. */
  static Verdict parse(String text) {
    OptionalLong wallMs = OptionalLong.empty();
    long cpuMs = 0;
    Optional<Limit> limit = Optional.empty();
    boolean isMissing = false;
    String broken = "";
    for (String line : text.lines().limit(20).toList()) {
      Matcher time = TIME.matcher(line);
      Matcher reached = LIMIT.matcher(line);
      Matcher times = TIMES.matcher(line);
      if (time.matches()) {
        wallMs = OptionalLong.of(Math.max(0, ms(time.group(2)) - ms(time.group(1))));
      } else if (reached.matches()) {
        limit = Optional.of(new Limit(
            reached.group(1),
            Long.parseLong(reached.group(2)),
            Long.parseLong(reached.group(3)),
            Long.parseLong(reached.group(4))));
      } else if (times.matches()) {
        // The last line is that of the children.
        cpuMs = ms(times, 1) + ms(times, 3);
      } else if (line.equals("missing")) {
        isMissing = true;
      } else if (line.startsWith(BROKEN)) {
        broken = line.substring(BROKEN.length());
      }
    }
    return new Verdict(
        wallMs,
        limit.map(Limit::cpuMs).filter(ms -> ms > 0).map(ms -> ms).orElse(0L) > cpuMs
            ? limit.get().cpuMs()
            : cpuMs,
        limit,
        isMissing,
        broken);
  }

  private static long ms(Matcher times, int group) {
    return Long.parseLong(times.group(group)) * 60_000 + ms(times.group(group + 1));
  }

  private static long ms(String seconds) {
    return Math.round(Double.parseDouble(seconds.replace(',', '.')) * 1_000);
  }
}
