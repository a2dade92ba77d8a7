package atelier.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name somebody meant. */
public final class Nearest {
  private Nearest() {}

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

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
