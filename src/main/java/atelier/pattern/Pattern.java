package atelier.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A compiled regular expression, as {@link java.util.regex.Pattern} but for untrusted text: it
 * finds the same, in time linear in the length of the text and without recursion. Immutable.
 */
public final class Pattern {
  public static final int CASE_INSENSITIVE = java.util.regex.Pattern.CASE_INSENSITIVE;
  public static final int MULTILINE = java.util.regex.Pattern.MULTILINE;
  public static final int DOTALL = java.util.regex.Pattern.DOTALL;

  private static final ConcurrentHashMap<String, Pattern> LITERALS = new ConcurrentHashMap<>();
  private static final int MAX_LITERALS = 1_000;

  private final String source;
  private final Program program;
  private final int groups;
  private final Map<String, Integer> names;
  private final FirstSet first;
  private final @Nullable Position anchor;

  private Pattern(String source, int flags) {
    PatternParser parser = new PatternParser(source, flags);
    Expression expression = parser.parse();
    this.source = source;
    this.program = Program.of(expression, false);
    this.groups = parser.groups();
    this.names = Map.copyOf(parser.names());
    this.first = expression.first();
    this.anchor = expression.anchor();
  }

  /** Reads an expression in the syntax of java.util.regex. */
  public static Pattern compile(String regex) {
    return new Pattern(regex, 0);
  }

  public static Pattern compile(String regex, int flags) {
    return new Pattern(regex, flags);
  }

  /** A pattern that is a literal of the code: it is compiled once. */
  public static Pattern of(String literal) {
    Pattern kept = LITERALS.get(literal);
    if (kept == null) {
      kept = compile(literal);
      if (LITERALS.size() < MAX_LITERALS) {
        LITERALS.put(literal, kept);
      }
    }
    return kept;
  }

  /** An expression that finds only this text. */
  public static String quote(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  public Matcher matcher(CharSequence text) {
    return new Matcher(this, text.toString());
  }

  /** Whether all of a text matches. */
  public boolean matches(CharSequence text) {
    return matcher(text).matches();
  }

  /** A text with each match replaced; {@code $1} stands for a group. */
  public String replaceAll(String text, String replacement) {
    return matcher(text).replaceAll(replacement);
  }

  /** A text with the first match replaced. */
  public String replaceFirst(String text, String replacement) {
    return matcher(text).replaceFirst(replacement);
  }

  public Predicate<String> asMatchPredicate() {
    return this::matches;
  }

  /** The parts of a text between the matches, without empty parts at the end. */
  public List<String> split(String text) {
    List<String> parts = new ArrayList<>(splitAll(text));
    while (parts.size() > 1 && parts.get(parts.size() - 1).isEmpty()) {
      parts.remove(parts.size() - 1);
    }
    return parts;
  }

  /** The parts of a text between the matches. */
  public List<String> splitAll(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = matcher(text);
    int start = 0;
    while (matcher.find()) {
      if (matcher.end() > 0) {
        parts.add(text.substring(start, matcher.start()));
        start = matcher.end();
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  public Stream<String> splitAsStream(String text) {
    return split(text).stream();
  }

  Program program() {
    return program;
  }

  int groups() {
    return groups;
  }

  int group(String name) {
    Integer index = names.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no group is named " + name);
    }
    return index;
  }

  /** Whether a match may start at a position; false for most. */
  boolean mayStart(String text, int from, int to, int at) {
    return (first.empty() || (at < to && first.mayBegin(text.charAt(at))))
        && (anchor == null || anchor.holds(text, from, to, at));
  }

  /** The next position where a match may start; -1 if there is none. */
  int nextStart(String text, int from, int to, int start) {
    for (int at = start; at <= to; at++) {
      if (mayStart(text, from, to, at)) {
        return at;
      }
      if (anchor == Position.TEXT_START) {
        return -1;
      }
    }
    return -1;
  }

  /** The expression that it was compiled from. */
  public String pattern() {
    return source;
  }

  @Override
  public String toString() {
    return source;
  }
}
