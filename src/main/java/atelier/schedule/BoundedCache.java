package atelier.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers the newest of what it is told, by name, and no more. */
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
