package atelier.packages;

/** How far two names differ. */
final class NameDistance {
  private static final int MAX_CHARS = 200;

  private NameDistance() {}

  /**
   * The number of letters to insert, delete, replace or swap with their neighbour (the restricted
   * distance of Damerau and Levenshtein); the length of longer names than 200 letters.
   */
  static int between(String one, String two) {
    if (one.length() > MAX_CHARS || two.length() > MAX_CHARS) {
      return Math.max(one.length(), two.length());
    }
    int[][] rows = new int[one.length() + 1][two.length() + 1];
    for (int column = 0; column <= two.length(); column++) {
      rows[0][column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      rows[row][0] = row;
      for (int column = 1; column <= two.length(); column++) {
        int replaced = one.charAt(row - 1) == two.charAt(column - 1) ? 0 : 1;
        int least = Math.min(
            rows[row - 1][column - 1] + replaced,
            1 + Math.min(rows[row - 1][column], rows[row][column - 1]));
        boolean swapped = row > 1
            && column > 1
            && one.charAt(row - 1) == two.charAt(column - 2)
            && one.charAt(row - 2) == two.charAt(column - 1);
        rows[row][column] = swapped ? Math.min(least, rows[row - 2][column - 2] + 1) : least;
      }
    }
    return rows[one.length()][two.length()];
  }
}
