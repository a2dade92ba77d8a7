package atelier.role.answer;

import atelier.event.EquivalentMutant;
import atelier.event.Survivor;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The claims in a model's answer that some mutants behave like the original, one a line: {@code
 * Equivalent: store.py:12 `<` → `<=`: REASON}.
 */
public final class EquivalenceClaims {
  private static final int MAX_REASON_CHARS = 500;

  private static final Pattern CLAIM = Pattern.compile("^[\\s>*-]*\\**Equivalent\\**:\\**\\s*`?"
      + "(?<file>[^`\\s]+):(?<line>\\d{1,7})`?\\s*:?\\s+`(?<from>[^`]*)`"
      + "\\s*(?:→|->|=>|became|to)\\s*`(?<to>[^`]*)`\\s*[:,–—-]?\\s*(?<reason>[^\\s:,–—-].*)$");

  private EquivalenceClaims() {}

  /** Whether a line is written as a claim. */
  static boolean isClaim(String line) {
    return CLAIM.matcher(line).matches();
  }

  /** The claims about these survivors, each once; others are ignored. */
  public static List<EquivalentMutant> parse(String answer, List<Survivor> survivors) {
    Map<Survivor, EquivalentMutant> claims = new LinkedHashMap<>();
    Thoughts.strip(answer)
        .lines()
        .map(CLAIM::matcher)
        .filter(Matcher::matches)
        .forEach(claim -> survivors.stream()
            .filter(survivor -> isAbout(claim, survivor))
            .forEach(survivor -> claims.putIfAbsent(
                survivor,
                new EquivalentMutant(
                    survivor.file(),
                    survivor.line(),
                    survivor.from(),
                    survivor.to(),
                    reason(claim.group("reason"))))));
    return List.copyOf(claims.values());
  }

  private static boolean isAbout(Matcher claim, Survivor survivor) {
    return claim.group("file").equals(survivor.file())
        && Integer.parseInt(claim.group("line")) == survivor.line()
        && singleLine(claim.group("from")).equals(singleLine(survivor.from()))
        && singleLine(claim.group("to")).equals(singleLine(survivor.to()));
  }

  private static String reason(String text) {
    String line = singleLine(text);
    return line.substring(0, Math.min(line.length(), MAX_REASON_CHARS));
  }

  private static String singleLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
