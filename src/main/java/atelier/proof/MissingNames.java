package atelier.proof;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises that one file uses a name that another does not have. */
final class MissingNames {
  /** The last group is the name. */
  private static final List<Pattern> MESSAGES = List.of(
      Pattern.compile("cannot import name '(\\w+)' from"),
      Pattern.compile("module '[\\w.]+' has no attribute '(\\w+)'"),
      Pattern.compile("'\\w+' object has no attribute '(\\w+)'"),
      Pattern.compile("type object '\\w+' has no attribute '(\\w+)'"),
      Pattern.compile("does not provide an export named '(\\w+)'"),
      Pattern.compile("(?:[\\w$]+\\.)*([\\w$]+) is not a (?:function|constructor)"),
      Pattern.compile("\\bundefined: (?:\\w+\\.)?(\\w+)"),
      Pattern.compile("cannot find \\w[\\w, ]*`(\\w+)`"),
      Pattern.compile("no (?:method|function or associated item|field) (?:named )?`(\\w+)`"),
      Pattern.compile("undefined (?:local variable or )?method [`'](\\w+)"),
      Pattern.compile("symbol: +(?:method|class|variable) (\\w+)"),
      Pattern.compile("Property '(\\w+)' does not exist"),
      Pattern.compile("has no exported member '?(\\w+)"),
      Pattern.compile("Call to undefined (?:function|method) (?:[\\w\\\\]+::)?(\\w+)\\("));

  private MissingNames() {}

  /** The name that does not exist; empty if the text speaks of none. */
  static Optional<String> find(String text) {
    return MESSAGES.stream()
        .map(pattern -> pattern.matcher(text))
        .filter(Matcher::find)
        .map(Matcher::toMatchResult)
        .min((one, other) -> Integer.compare(one.start(), other.start()))
        .map((MatchResult found) -> found.group(1));
  }
}
