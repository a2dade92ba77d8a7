package atelier.web.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens per client address. After ten, the address is locked out until a minute has
 * passed since the last one. For one context.
 */
public final class LoginThrottle {
  private static final int MAX_FAILURES = 10;
  private static final int MAX_ADDRESSES = 10_000;
  private static final long LOCKOUT_NS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Failures> failuresByAddress = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
      return size() > MAX_ADDRESSES;
    }
  };

  private record Failures(int count, long lastNs) {}

  public LoginThrottle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How many seconds an address is still locked out; 0 if it is not. */
  long retryAfterSeconds(String address) {
    Failures failures = failuresByAddress.get(address);
    if (failures == null) {
      return 0;
    }
    long remainingNs = LOCKOUT_NS - (nanoTime.getAsLong() - failures.lastNs());
    if (remainingNs <= 0) {
      failuresByAddress.remove(address);
      return 0;
    }
    return failures.count() < MAX_FAILURES ? 0 : Duration.ofNanos(remainingNs).toSeconds() + 1;
  }

  void recordFailure(String address) {
    Failures previous = failuresByAddress.remove(address);
    int count = previous == null ? 1 : previous.count() + 1;
    failuresByAddress.put(address, new Failures(count, nanoTime.getAsLong()));
  }
}
