package atelier.node;

import atelier.event.LiveMessage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Passes on at most ten progress messages per second for each file and agent, and all other live
 * messages. Thread-safe.
 */
final class ProgressThrottle implements Consumer<LiveMessage> {
  private static final long MIN_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MAX_FILES = 10_000;

  private final Consumer<LiveMessage> downstream;
  private final ConcurrentHashMap<String, Long> lastPassedNs = new ConcurrentHashMap<>();

  ProgressThrottle(Consumer<LiveMessage> downstream) {
    this.downstream = downstream;
  }

  @Override
  public void accept(LiveMessage message) {
    if (!message.type().equals("progress") || isDue(message)) {
      downstream.accept(message);
    }
  }

  private boolean isDue(LiveMessage message) {
    long nowNs = System.nanoTime();
    if (lastPassedNs.size() > MAX_FILES) {
      lastPassedNs.clear();
    }
    String key = message.project() + ":" + message.agent() + ":" + message.file();
    Long lastNs = lastPassedNs.get(key);
    if (lastNs != null && nowNs - lastNs < MIN_INTERVAL_NS) {
      return false;
    }
    lastPassedNs.put(key, nowNs);
    return true;
  }
}
