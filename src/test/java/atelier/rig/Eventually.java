package atelier.rig;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what will come, as long as it may take and no longer. */
public final class Eventually {
  private static final long LOOK_MS = 50;

  private Eventually() {}

  /** Whether it came true in time. */
  public static boolean came(Duration timeout, BooleanSupplier condition) {
    long untilNs = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - untilNs > 0) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
    }
    return true;
  }

  /** Waits until it is true; says what was not where it does not come. */
  public static void holds(String what, Duration timeout, BooleanSupplier condition) {
    holds(() -> what, timeout, condition);
  }

  /** The same with words that are found at the end. */
  public static void holds(Supplier<String> what, Duration timeout, BooleanSupplier condition) {
    if (!came(timeout, condition)) {
      throw new AssertionError("not within " + timeout.toSeconds() + " s: " + what.get());
    }
  }
}
