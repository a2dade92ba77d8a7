package atelier.role.answer;

import atelier.pattern.Pattern;
import java.util.List;

/**
 * Finds a line that stands for code that was left out, such as {@code // ... existing code ...}. A
 * comment that only mentions the rest of something is none.
 */
final class Omission {
  private static final int MAX_LINE_CHARS = 200;
  private static final String COMMENT =
      "^\\s*(?://+|#+|/\\*+|--+|<!--|\\{/\\*|;+|%+|\"\"\"|\\*|)\\s*";

  /** The spread of a variable, as JavaScript writes it: no comment, and no blank after the dots. */
  private static final Pattern SPREAD = Pattern.compile("^\\s*\\.{3}\\w+,?\\s*$");

  private static final String DOTS = "(?:\\.{3,}|…)";
  private static final String WHAT = "(?:code|file|implementation|class|functions?|methods?|module|"
      + "script|program|content|page|tests?|imports?|logic|routes?|endpoints?|handlers?"
      + "|components?|styles?|html|css|markup)";
  private static final String WHICH = "(?:the |your |all |this )?(?:other |existing |previous |"
      + "remaining |unchanged |same |original )+";
  private static final String REST =
      "(?:the |keep the )?(?:rest|remainder) of (?:the |your |this )?"
          + "(?:existing |original |previous )?";
  private static final String STATE = "(?:(?:is|are|goes|go|remains?|stays?|continues?|follows?) )?"
      + "(?:unchanged|the same(?: as (?:before|above))?|same as (?:before|above)"
      + "|as (?:before|above)"
      + "|here|omitted(?: for brevity)?|not shown|follows?|continues?)";
  private static final String END = "[\\s.…:)\\]>]*(?:\\*/\\}?|-->|\"\"\")?\\s*$";

  /** Said so plainly that nothing else can be meant. */
  private static final Pattern PLAIN =
      Pattern.compile("(?i)" + COMMENT + "(?:" + DOTS + "\\s*[(\\[]?"
          + "\\s*(?:" + REST + WHAT + "|" + WHICH + WHAT + "|" + STATE + "|rest)(?: " + STATE + ")?"
          + "|[(\\[]?" + REST + WHAT + " " + STATE
          + "|[(\\[]" + REST + WHAT
          + "|[(\\[]?" + WHICH + WHAT + " " + STATE + ")" + END);

  private static final Pattern FOR_BREVITY =
      Pattern.compile("(?i)^\\s*(?://|#|/\\*|--|<!--|\\{/\\*).*\\bomitted for brevity" + END);

  /** A heading as well as an omission, if code follows. */
  private static final Pattern BARE =
      Pattern.compile("(?i)^\\s*(?://+|#+|/\\*+|--+|<!--|\\{/\\*|;+)\\s*<?(?:" + REST + WHAT + "|"
          + WHAT + " unchanged"
          + "|unchanged|(?:your |the )?existing (?:code|implementation)(?: here)?)" + END);

  private Omission() {}

  /**
   * The index of the first such line; -1 if none.
   *
   * @param prose whether the file is a text, in which {@code #} and {@code *} begin no comment
   */
  static int find(List<String> lines, boolean prose) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.length() > MAX_LINE_CHARS || SPREAD.matcher(line).matches()) {
        continue;
      }
      if (PLAIN.matcher(line).find()
          || FOR_BREVITY.matcher(line).find()
          || (!prose && BARE.matcher(line).find() && !isFollowedByCode(lines, i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isFollowedByCode(List<String> lines, int index) {
    return index + 1 < lines.size()
        && Pattern.of("\\s*[^\\s})\\]].*").matches(lines.get(index + 1));
  }
}
