package atelier.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Runs actions at virtual times: the clock jumps from each to the next. */
final class VirtualTime extends Clock {
  private final PriorityQueue<TimedAction> queue =
      new PriorityQueue<>(Comparator.comparing(TimedAction::at).thenComparing(TimedAction::number));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long actionCount;

  /** An action at a virtual time; it is dropped if its node has crashed before. */
  private record TimedAction(
      Instant at, long number, @Nullable SimulatedNode node, int crashCount, Runnable action) {
    boolean isAlive() {
      return node == null || node.crashCount() == crashCount;
    }
  }

  /** Advances to the next action and runs it; returns whether it was not dropped. */
  boolean runNext() {
    TimedAction next = queue.remove();
    now = next.at();
    if (next.isAlive()) {
      next.action().run();
      return true;
    }
    return false;
  }

  void runPeriodically(Duration period, @Nullable SimulatedNode node, Runnable action) {
    runLater((int) period.toMillis(), node, () -> {
      action.run();
      runPeriodically(period, node, action);
    });
  }

  void runLater(int delayMs, @Nullable SimulatedNode node, Runnable action) {
    int crashCount = node == null ? 0 : node.crashCount();
    queue.add(new TimedAction(now.plusMillis(delayMs), actionCount++, node, crashCount, action));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
