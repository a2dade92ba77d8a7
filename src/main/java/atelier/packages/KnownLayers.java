package atelier.packages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of the layers that a node has, as far as this process has noticed: others may share the
 * folder. Thread-safe.
 */
final class KnownLayers {
  /** The least recently used first. */
  private final Set<String> keys = new LinkedHashSet<>();

  /** A layer was used. */
  synchronized void add(String key) {
    keys.remove(key);
    keys.add(key);
  }

  /** A layer is missing. */
  synchronized void remove(String key) {
    keys.remove(key);
  }

  /** These exist, the least recently used first, and no others. */
  synchronized void replace(Collection<String> existing) {
    keys.clear();
    keys.addAll(existing);
  }

  /** The keys, the most recently used first. */
  synchronized List<String> newestFirst() {
    List<String> newest = new ArrayList<>(keys);
    Collections.reverse(newest);
    return newest;
  }
}
