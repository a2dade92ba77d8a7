package atelier.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Wrong tokens by address: after ten, nothing more is judged until a minute has passed. */
final class LoginThrottle {
  private static final int MAX_WRONG = 10;
  private static final int MAX_ADDRESSES = 10_000;
  private static final long PAUSE_NS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Count> counts = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
      return size() > MAX_ADDRESSES;
    }
  };

  private record Count(int wrong, long lastNs) {}

  LoginThrottle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How many seconds an address must wait; 0 where it need not. */
  long waitSeconds(String address) {
    Count count = counts.get(address);
    if (count == null) {
      return 0;
    }
    long leftNs = PAUSE_NS - (nanoTime.getAsLong() - count.lastNs());
    if (leftNs <= 0) {
      counts.remove(address);
      return 0;
    }
    return count.wrong() < MAX_WRONG ? 0 : Duration.ofNanos(leftNs).toSeconds() + 1;
  }

  void wrong(String address) {
    Count before = counts.remove(address);
    counts.put(address, new Count(before == null ? 1 : before.wrong() + 1, nanoTime.getAsLong()));
  }
}
