package atelier.language.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class ClosestName {
  /** A name with more differences, as a share of its length, is another name. */
  private static final double MAX_SHARE = 0.4;

  private ClosestName() {}

  /** Returns the most similar name; empty if none is similar. */
  public static Optional<String> find(String name, Collection<String> candidates) {
    return candidates.stream()
        .filter(each -> isSimilar(name, each))
        .min(Comparator.<String>comparingInt(each -> distance(fold(name), fold(each)))
            .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns the question that a message ends with; empty if no name is similar. */
  public static String question(String name, Collection<String> candidates) {
    return find(name, candidates)
        .map(close -> ": did you mean `" + close + "`?")
        .orElse("");
  }

  /**
   * Returns the question for a name that may be mistyped, among names of which most have nothing to
   * do with it: at most one letter in four differs.
   */
  public static String questionOfTypo(String name, Collection<String> candidates) {
    List<String> close = candidates.stream()
        .filter(each -> distance(fold(name), fold(each)) * 4 <= Math.min(8, name.length()))
        .toList();
    return question(name, close);
  }

  private static boolean isSimilar(String name, String other) {
    String one = fold(name);
    String two = fold(other);
    int longest = Math.max(one.length(), two.length());
    boolean contains =
        Math.min(one.length(), two.length()) >= 4 && (one.contains(two) || two.contains(one));
    return contains || distance(one, two) <= Math.max(1, longest * MAX_SHARE);
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** The edit distance of Levenshtein. */
  private static int distance(String one, String two) {
    int[] previous = new int[two.length() + 1];
    for (int column = 0; column <= two.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] current = new int[two.length() + 1];
      current[0] = row;
      for (int column = 1; column <= two.length(); column++) {
        int replaced = one.charAt(row - 1) == two.charAt(column - 1) ? 0 : 1;
        current[column] = Math.min(
            previous[column - 1] + replaced, 1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[two.length()];
  }
}
