package atelier.proof;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * Regular expressions from a model, in RE2's syntax: they are matched in linear time, so that none
 * can hold a node up.
 */
public final class TextPattern {
  /** A text that no program prints. */
  private static final String UNLIKELY = "\u0001\u0002zqx\u0003\n\u0004";

  private TextPattern() {}

  /** What is wrong with an expression; empty if nothing is. */
  public static Optional<String> findViolation(String pattern) {
    try {
      Pattern compiled = Pattern.compile(pattern, Pattern.MULTILINE);
      return compiled.matcher("").find() && compiled.matcher(UNLIKELY).find()
          ? Optional.of("it matches every text")
          : Optional.empty();
    } catch (PatternSyntaxException invalid) {
      return Optional.of("it is no RE2 expression: " + invalid.getMessage());
    }
  }

  /** Whether a match is found anywhere in a text; {@code ^} and {@code $} match at lines. */
  static boolean matches(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).find();
  }
}
