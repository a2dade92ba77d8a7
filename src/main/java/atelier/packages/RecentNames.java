package atelier.packages;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names that were added lately, at most 1,000 of them. Thread-safe. */
final class RecentNames {
  private static final int MAX_NAMES = 1_000;

  private final long keptNanos;
  private final Map<String, Long> addedNanos = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > MAX_NAMES;
    }
  };

  RecentNames(Duration kept) {
    keptNanos = kept.toNanos();
  }

  synchronized void add(String name) {
    addedNanos.put(name, System.nanoTime());
  }

  synchronized boolean isRecent(String name) {
    Long added = addedNanos.get(name);
    return added != null && System.nanoTime() - added < keptNanos;
  }
}
