package atelier.language.imports;

import atelier.language.source.ResourceFiles;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The packages that a declared package installs too, as a table has them: code may import these
 * although no manifest names them, as examples of the frameworks do.
 */
final class BroughtPackages {
  private final Map<String, List<String>> brought;

  private BroughtPackages(Map<String, List<String>> brought) {
    this.brought = brought;
  }

  /** Reads a table: on each line a package and those that it brings. */
  static BroughtPackages read(String table) {
    return new BroughtPackages(ResourceFiles.lines(table).stream()
        .map(line -> List.of(line.split(" ", -1)))
        .collect(Collectors.toUnmodifiableMap(
            each -> each.get(0), each -> each.subList(1, each.size()))));
  }

  /** Returns the packages and all that they bring, also in several steps. */
  Set<String> with(Set<String> declared) {
    Set<String> all = new HashSet<>(declared);
    Deque<String> open = new ArrayDeque<>(declared);
    while (!open.isEmpty()) {
      for (String each : brought.getOrDefault(open.pop(), List.of())) {
        if (all.add(each)) {
          open.push(each);
        }
      }
    }
    return all;
  }

  /** Returns the declared packages that bring one. */
  Set<String> bringing(String name) {
    return brought.keySet().stream()
        .filter(each -> with(Set.of(each)).contains(name))
        .collect(Collectors.toUnmodifiableSet());
  }
}
