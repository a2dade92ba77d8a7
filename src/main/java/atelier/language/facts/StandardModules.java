package atelier.language.facts;

import atelier.language.source.ResourceFiles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The public names of Python's standard modules, as far as the table has them. */
final class StandardModules {
  /** The names in each module. */
  private static final Map<String, Set<String>> NAMES =
      ResourceFiles.lines("python-attributes.txt").stream()
          .map(line -> List.of(line.split(" ", -1)))
          .collect(Collectors.toUnmodifiableMap(
              each -> each.get(0), each -> Set.copyOf(each.subList(1, each.size()))));

  private StandardModules() {}

  static boolean contains(String module) {
    return NAMES.containsKey(module);
  }

  static Set<String> namesIn(String module) {
    return NAMES.getOrDefault(module, Set.of());
  }

  /** Returns whether a module has a name; a private name may be anything. */
  static boolean has(String module, String name) {
    return name.startsWith("_") || namesIn(module).contains(name);
  }
}
