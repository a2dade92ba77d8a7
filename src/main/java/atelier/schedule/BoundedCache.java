package atelier.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers the newest of what it is told, by name, and no more. */
final class BoundedCache<V> {
  private final Map<String, V> values;

  BoundedCache(int max) {
    values = new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > max;
      }
    };
  }

  @Nullable
  V get(String name) {
    return values.get(name);
  }

  void put(String name, V value) {
    values.remove(name);
    values.put(name, value);
  }

  void remove(String name) {
    values.remove(name);
  }
}
