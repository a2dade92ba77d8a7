package atelier.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name somebody meant. */
public final class DidYouMean {
  private DidYouMean() {}

  /** The name with the fewest letters to change; a right last part counts for much. */
  public static String to(String typed, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt((String name) -> steps(typed, name)))
        .orElseThrow();
  }

  private static int steps(String typed, String name) {
    int whole = distance(typed, name);
    int last = distance(afterDot(typed), afterDot(name));
    int elsewhere = typed.contains(".") ? Math.min(3, whole) : 0;
    return Math.min(2 * whole, 2 * last + 1 + elsewhere);
  }

  private static String afterDot(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Letters to insert, leave out, change, or swap with the next. */
  private static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : fewest(steps, i, j, one, other);
      }
    }
    return steps[one.length()][other.length()];
  }

  private static int fewest(int[][] steps, int i, int j, String one, String other) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    boolean swapped = i > 1
        && j > 1
        && one.charAt(i - 1) == other.charAt(j - 2)
        && one.charAt(i - 2) == other.charAt(j - 1);
    int fewest = Math.min(
        steps[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
    return swapped ? Math.min(fewest, steps[i - 2][j - 2] + 1) : fewest;
  }
}
