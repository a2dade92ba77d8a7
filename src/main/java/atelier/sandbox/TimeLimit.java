package atelier.sandbox;

import atelier.event.ReachedLimit;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a job may take. Processor time is what it needs, whatever else the machine does; wall
 * time ends what waits forever.
 *
 * @param setting the setting that it follows from; empty for none
 * @param cpu processor time of all its processes; empty for no limit
 * @param wall wall time
 * @param wallFactor how many times the setting the wall time is
 */
public record TimeLimit(String setting, Optional<Duration> cpu, Duration wall, int wallFactor) {
  /** A test that waits is not slow: wall time is so many times the processor time. */
  public static final int WALL_FACTOR = 5;

  /** A limit of processor time, and of five times as much wall time. */
  public static TimeLimit ofCpu(String setting, Duration cpu) {
    return new TimeLimit(setting, Optional.of(cpu), cpu.multipliedBy(WALL_FACTOR), WALL_FACTOR);
  }

  /** A limit of wall time alone. */
  public static TimeLimit ofWall(Duration wall) {
    return new TimeLimit("", Optional.empty(), wall, 1);
  }

  /** The limit that is reached with so much time used; empty for none. */
  public Optional<ReachedLimit> reached(long wallMs, long cpuMs) {
    if (cpu.isPresent() && cpuMs > cpu.get().toMillis()) {
      return Optional.of(ReachedLimit.cpuTime(setting, cpu.get(), cpuMs));
    }
    return wallMs >= wall.toMillis() ? Optional.of(wallTime(wallMs)) : Optional.empty();
  }

  /** The limit of wall time, reached with so much time used. */
  public ReachedLimit wallTime(long usedMs) {
    return ReachedLimit.wallTime(setting, wallFactor, wall, usedMs);
  }

  /** A limit in seconds for each single process, in case that Atelier itself is stopped. */
  long secondsPerProcess() {
    return cpu.orElse(wall).toSeconds() * 2 + 1;
  }
}
