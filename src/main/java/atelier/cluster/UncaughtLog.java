package atelier.cluster;

import io.vertx.core.Handler;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Logs exceptions that nothing caught. Bytes on the port of the event bus that no node sent end as
 * such exceptions inside Vert.x: these are counted, and logged in one line a minute. Thread-safe.
 */
final class UncaughtLog implements Handler<Throwable> {
  private static final Logger LOG = Logger.getLogger(UncaughtLog.class.getName());
  private static final String READS_BYTES =
      "io.vertx.core.eventbus.impl.clustered.InboundConnection";
  private static final long PERIOD_NS = 60_000_000_000L;

  private final LongSupplier nanoTime;
  private long count;
  private boolean logged;
  private long loggedNs;

  UncaughtLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public void handle(Throwable failure) {
    if (!isForeign(failure)) {
      LOG.log(Level.SEVERE, "an exception that nothing caught", failure);
    } else {
      countForeign(failure);
    }
  }

  /** Whether the exception arose while bytes were read, before any handler of Atelier ran. */
  private static boolean isForeign(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    return Stream.of(frames)
            .anyMatch(frame -> frame.getClassName().equals(READS_BYTES)
                && frame.getMethodName().equals("decodeMessage"))
        && Stream.of(frames).noneMatch(frame -> frame.getClassName().startsWith("atelier."));
  }

  private synchronized void countForeign(Throwable failure) {
    count++;
    long now = nanoTime.getAsLong();
    if (logged && now - loggedNs < PERIOD_NS) {
      return;
    }
    LOG.warning("what no node sends arrived on the port of the event bus (" + count
        + " times, last " + failure + "): keep other programs away from it");
    logged = true;
    loggedNs = now;
    count = 0;
  }
}
