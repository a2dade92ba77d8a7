package atelier.packages;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lists of packages that many projects use. A name that is on none of them may have been
 * invented, and somebody may have registered it for that reason. Pure.
 */
final class WellKnownPackages {
  /** The list of an ecosystem, which is named after the registry. */
  private static final Map<String, String> LISTS =
      Map.of("npm", "npm", "pip", "pypi", "cargo", "cargo", "go", "go");

  private static final Map<String, List<String>> READ = new ConcurrentHashMap<>();
  private static final int MAX_NEAREST = 3;

  private WellKnownPackages() {}

  /** The names of an ecosystem's list, sorted; empty if there is no list. */
  static List<String> names(String ecosystem) {
    return Optional.ofNullable(LISTS.get(ecosystem))
        .map(list -> READ.computeIfAbsent(
            list,
            name -> RecipeScripts.text("well-known-" + name + ".txt").lines().toList()))
        .orElse(List.of());
  }

  /** Those names that the ecosystem's list does not contain, sorted; empty without a list. */
  static List<String> unknown(String ecosystem, Collection<String> declared) {
    List<String> names = names(ecosystem);
    TreeSet<String> known = new TreeSet<>();
    names.forEach(name -> known.add(fold(name)));
    return names.isEmpty()
        ? List.of()
        : declared.stream()
            .filter(name -> !known.contains(fold(name)) && !isOfKnownModule(name, known))
            .sorted()
            .toList();
  }

  /** A package of a module that is known, such as a later major version of it. */
  private static boolean isOfKnownModule(String name, NavigableSet<String> known) {
    String below = fold(name);
    String start = known.floor(below);
    return start != null && start.indexOf('/') > 0 && below.startsWith(start + "/");
  }

  /** The names that were probably meant, the most similar first, at most 3. */
  static List<String> nearest(String ecosystem, String name) {
    String wanted = fold(name);
    int max = Math.max(1, Math.min(3, wanted.length() / 4));
    Map<String, Integer> close = new HashMap<>();
    for (String each : names(ecosystem)) {
      String other = fold(each);
      int distance = Math.abs(other.length() - wanted.length()) > max
          ? Integer.MAX_VALUE
          : NameDistance.between(wanted, other);
      if (distance <= max) {
        close.put(each, distance);
      }
    }
    return close.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue()
            .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .limit(MAX_NEAREST)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }
}
