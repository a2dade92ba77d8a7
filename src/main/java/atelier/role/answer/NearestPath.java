package atelier.role.answer;

import java.util.Collection;
import java.util.Comparator;

/** Finds the existing path that a wrong one most likely stands for. */
final class NearestPath {
  private NearestPath() {}

  /** The nearest of some paths: one with the same file name, else that with the fewest edits. */
  static String find(String path, Collection<String> existing) {
    return existing.stream()
        .sorted()
        .min(Comparator.comparing((String other) -> !fileName(other).equals(fileName(path)))
            .thenComparingInt(other -> edits(path, other)))
        .orElse("");
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The edit distance of Levenshtein. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
