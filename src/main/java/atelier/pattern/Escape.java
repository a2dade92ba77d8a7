package atelier.pattern;

import atelier.pattern.Expression.At;
import atelier.pattern.Expression.Characters;
import atelier.pattern.Expression.Choice;
import atelier.pattern.Expression.Literal;
import atelier.pattern.Expression.Sequence;
import java.util.List;
import java.util.Map;

/** What a backslash and the characters after it stand for, and where they end. */
record Escape(Expression expression, int end) {
  private static final Map<Character, Position> POSITIONS = Map.of(
      'b', Position.WORD_BOUNDARY,
      'B', Position.NO_WORD_BOUNDARY,
      'A', Position.TEXT_START,
      'Z', Position.LAST_LINE_END,
      'z', Position.TEXT_END);
  private static final Map<Character, Character> CONTROLS =
      Map.of('t', '\t', 'n', '\n', 'r', '\r', 'f', '\f', 'a', '\u0007', 'e', '\u001b');
  private static final String SETS = "dDwWsShHvV";

  /** Reads the escape that begins at a position. */
  static Escape at(String source, int start, int flags) {
    char c = start + 1 < source.length() ? source.charAt(start + 1) : 0;
    int end = start + 2;
    Position position = POSITIONS.get(c);
    if (position != null) {
      return new Escape(new At(position), end);
    }
    Character control = CONTROLS.get(c);
    if (control != null) {
      return new Escape(new Literal(control), end);
    }
    if (SETS.indexOf(c) >= 0) {
      return new Escape(set(source, start, end, flags), end);
    }
    if (c == 'p' || c == 'P') {
      int name = source.charAt(end) == '{' ? source.indexOf('}', end) + 1 : end + 1;
      return new Escape(set(source, start, name, flags), name);
    }
    if (c == 'u') {
      int code = Integer.parseInt(source.substring(end, end + 4), 16);
      return new Escape(PatternParser.literal(code, flags), end + 4);
    }
    if (c == 'R') {
      return new Escape(lineBreak(), end);
    }
    if (c == 0 || (c < 0x80 && Character.isLetterOrDigit(c))) {
      throw new IllegalArgumentException("\\" + c + " in the expression " + source);
    }
    return new Escape(PatternParser.literal(c, flags), end);
  }

  private static Expression set(String source, int start, int end, int flags) {
    return new Characters(CharacterSet.of(source.substring(start, end), flags));
  }

  private static Expression lineBreak() {
    Expression windows = new Sequence(List.of(new Literal('\r'), new Literal('\n')));
    return new Choice(List.of(windows, new Characters(CharacterSet.of("\\v", 0))));
  }
}
