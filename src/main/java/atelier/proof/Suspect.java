package atelier.proof;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is at fault for a failure.
 *
 * @param file the file that must be fixed; empty if the fault is in no file, or nobody knows
 * @param why what tells so, in a sentence
 */
public record Suspect(Fault fault, String file, String why) {
  /** What can be at fault. */
  public enum Fault {
    CODE,
    TEST,
    CHECK,
    EXAMPLE,
    ENVIRONMENT,
    UNKNOWN;

    /** The name in events and answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The fault with a name; empty if there is none. */
    public static Optional<Fault> fromWireName(String name) {
      return Stream.of(values()).filter(fault -> fault.wireName().equals(name)).findFirst();
    }
  }
}
