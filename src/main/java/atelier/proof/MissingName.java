package atelier.proof;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A name that one file uses and another does not have.
 *
 * @param imported whether the error is that of an import, so that the other file certainly does not
 *     have it; a name may also be looked for in the wrong place
 */
record MissingName(String name, boolean imported) {
  private static final List<Pattern> IMPORTS = List.of(
      Pattern.compile("cannot import name '(\\w+)' from"),
      Pattern.compile("does not provide an export named '(\\w+)'"),
      Pattern.compile("has no exported member '?(\\w+)"));

  /** Types of languages have no names that a file of the project could promise. */
  private static final String OWN_TYPE =
      "'(?!(?:NoneType|str|int|float|bool|bytes|list|dict|tuple|set|function|generator)')\\w+'";

  private static final List<Pattern> USES = List.of(
      Pattern.compile("module '[\\w.]+' has no attribute '(\\w+)'"),
      Pattern.compile(OWN_TYPE + " object has no attribute '(\\w+)'"),
      Pattern.compile("type object " + OWN_TYPE + " has no attribute '(\\w+)'"),
      Pattern.compile("(?:[\\w$]+\\.)*([\\w$]+) is not a (?:function|constructor)"),
      Pattern.compile("\\bundefined: (?:\\w+\\.)?(\\w+)"),
      Pattern.compile("cannot find \\w[\\w, ]*`(\\w+)`"),
      Pattern.compile("no (?:method|function or associated item|field) (?:named )?`(\\w+)`"),
      Pattern.compile("undefined (?:local variable or )?method [`'](\\w+)"),
      Pattern.compile("symbol: +(?:method|class|variable) (\\w+)"),
      Pattern.compile("Property '(\\w+)' does not exist"),
      Pattern.compile("Call to undefined (?:function|method) (?:[\\w\\\\]+::)?(\\w+)\\("));

  /** Methods of lists and texts: a value has the wrong type, and no name is missing. */
  private static final Pattern BUILT_IN =
      Pattern.compile("map|filter|forEach|push|pop|trim|split|join|slice|reduce|then|sort|toFixed");

  /** The first name that does not exist; empty if the text speaks of none. */
  static Optional<MissingName> find(String text) {
    return Stream.concat(found(IMPORTS, true, text), found(USES, false, text))
        .min((one, other) -> Integer.compare(one.start(), other.start()))
        .map(Found::missing)
        .filter(missing -> !BUILT_IN.matcher(missing.name()).matches());
  }

  private record Found(int start, MissingName missing) {}

  private static Stream<Found> found(List<Pattern> patterns, boolean imported, String text) {
    return patterns.stream()
        .map(pattern -> pattern.matcher(text))
        .filter(Matcher::find)
        .map(found -> new Found(found.start(), new MissingName(found.group(1), imported)));
  }
}
