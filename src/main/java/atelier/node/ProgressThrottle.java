package atelier.node;

import atelier.event.LiveMessage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets through at most ten progress messages a second about each file, and everything else. */
final class ProgressThrottle implements Consumer<LiveMessage> {
  private static final long GAP_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MAX_FILES = 10_000;

  private final Consumer<LiveMessage> next;
  private final ConcurrentHashMap<String, Long> last = new ConcurrentHashMap<>();

  ProgressThrottle(Consumer<LiveMessage> next) {
    this.next = next;
  }

  @Override
  public void accept(LiveMessage passing) {
    if (!passing.type().equals("progress") || isDue(passing)) {
      next.accept(passing);
    }
  }

  private boolean isDue(LiveMessage passing) {
    long nowNs = System.nanoTime();
    if (last.size() > MAX_FILES) {
      last.clear();
    }
    String about = passing.project() + ":" + passing.agent() + ":" + passing.file();
    Long before = last.get(about);
    if (before != null && nowNs - before < GAP_NS) {
      return false;
    }
    last.put(about, nowNs);
    return true;
  }
}
