package atelier.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map that evicts the entry that was put longest ago when it exceeds its limit. Reading an entry
 * does not keep it. Not thread-safe.
 */
final class BoundedCache<V> {
  private final Map<String, V> entries;

  BoundedCache(int maxEntries) {
    entries = new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > maxEntries;
      }
    };
  }

  @Nullable
  V get(String key) {
    return entries.get(key);
  }

  void put(String key, V value) {
    entries.remove(key);
    entries.put(key, value);
  }

  void remove(String key) {
    entries.remove(key);
  }
}
