package atelier.journal;

import java.util.Comparator;

/**
 * A node's claim to lead a project. No two claims are equal: {@code node} names one life of one
 * node.
 */
public record Ballot(long round, String node) implements Comparable<Ballot> {
  /** Less than every claim. */
  public static final Ballot NONE = new Ballot(0, "");

  private static final Comparator<Ballot> ORDER =
      Comparator.comparingLong(Ballot::round).thenComparing(Ballot::node);

  /** A claim of {@code node} that is greater than this one. */
  public Ballot next(String claimant) {
    return new Ballot(round + 1, claimant);
  }

  @Override
  public int compareTo(Ballot other) {
    return ORDER.compare(this, other);
  }

  public static Ballot max(Ballot one, Ballot other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return round + " " + node;
  }

  /**
   * Reads a written one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Ballot parse(String text) {
    int space = text.indexOf(' ');
    if (space < 1) {
      throw new IllegalArgumentException("\"" + text + "\" is no ballot");
    }
    return new Ballot(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
  }
}
