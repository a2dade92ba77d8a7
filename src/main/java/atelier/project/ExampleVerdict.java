package atelier.project;

import java.util.Locale;

/**
 * What the spec alone says about a disagreement between an example and the code.
 *
 * @param example the example's name
 * @param point what they disagree about, as in {@link ExampleFailure}
 */
public record ExampleVerdict(String example, String point, Decision decision) {
  /** Who is wrong. */
  public enum Decision {
    CODE,
    EXAMPLE,
    DISPUTED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Decision fromWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
