package atelier.config;

import java.util.Collection;
import java.util.Comparator;

/**
 * Suggests the name that a user probably meant, by the optimal string alignment distance
 * (Damerau-Levenshtein without overlapping edits).
 */
public final class DidYouMean {
  private DidYouMean() {}

  /** Returns the nearest name; a match of the part after the last dot counts more. */
  public static String suggest(String typed, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt((String name) -> score(typed, name)))
        .orElseThrow();
  }

  private static int score(String typed, String name) {
    int whole = editDistance(typed, name);
    int last = editDistance(afterDot(typed), afterDot(name));
    int otherGroupPenalty = typed.contains(".") ? Math.min(3, whole) : 0;
    return Math.min(2 * whole, 2 * last + 1 + otherGroupPenalty);
  }

  private static String afterDot(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Counts insertions, deletions, substitutions and swaps of neighbours. */
  private static int editDistance(String left, String right) {
    int[][] edits = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : minEdits(edits, i, j, left, right);
      }
    }
    return edits[left.length()][right.length()];
  }

  private static int minEdits(int[][] edits, int i, int j, String left, String right) {
    boolean isSame = left.charAt(i - 1) == right.charAt(j - 1);
    boolean isSwap = i > 1
        && j > 1
        && left.charAt(i - 1) == right.charAt(j - 2)
        && left.charAt(i - 2) == right.charAt(j - 1);
    int min = Math.min(
        edits[i - 1][j - 1] + (isSame ? 0 : 1), 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    return isSwap ? Math.min(min, edits[i - 2][j - 2] + 1) : min;
  }
}
