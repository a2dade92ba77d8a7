package atelier.pattern;

import atelier.pattern.Expression.At;
import atelier.pattern.Expression.Characters;
import atelier.pattern.Expression.Choice;
import atelier.pattern.Expression.Group;
import atelier.pattern.Expression.Literal;
import atelier.pattern.Expression.Look;
import atelier.pattern.Expression.Repetition;
import atelier.pattern.Expression.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the syntax of java.util.regex, as far as it can be matched in linear time: no
 * backreferences, no possessive or atomic groups (which this needs none of), no lookbehind of more
 * than {@value #MAX_BEHIND_CHARS} characters, no endless repetition of what may be empty.
 */
final class PatternParser {
  private static final int MAX_BEHIND_CHARS = 16;
  private static final String SPECIAL = "*+?{";

  private final String source;
  private final Map<String, Integer> names = new HashMap<>();
  private int flags;
  private int groups;
  private int at;

  PatternParser(String source, int flags) {
    this.source = source;
    this.flags = flags;
  }

  Expression parse() {
    Expression all = choice();
    if (at < source.length()) {
      throw error("an unmatched )");
    }
    return all;
  }

  /** How many groups capture. */
  int groups() {
    return groups;
  }

  Map<String, Integer> names() {
    return names;
  }

  private IllegalArgumentException error(String what) {
    return new IllegalArgumentException(what + " at " + at + " of the expression " + source);
  }

  private boolean accept(String text) {
    boolean found = source.startsWith(text, at);
    at += found ? text.length() : 0;
    return found;
  }

  private boolean isAtEnd() {
    return at >= source.length() || source.charAt(at) == '|' || source.charAt(at) == ')';
  }

  private Expression choice() {
    List<Expression> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (accept("|"));
    return alternatives.size() == 1 ? alternatives.get(0) : new Choice(alternatives);
  }

  private Expression sequence() {
    List<Expression> parts = new ArrayList<>();
    while (!isAtEnd()) {
      if (accept("\\Q")) {
        quoted().codePoints().forEach(c -> parts.add(literal(c, flags)));
        parts.add(repeated(parts.isEmpty() ? new Sequence(List.of()) : last(parts)));
      } else {
        parts.add(repeated(atom()));
      }
    }
    return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
  }

  private static Expression last(List<Expression> parts) {
    return parts.remove(parts.size() - 1);
  }

  private String quoted() {
    int end = source.indexOf("\\E", at);
    String text = source.substring(at, end < 0 ? source.length() : end);
    at = end < 0 ? source.length() : end + 2;
    return text;
  }

  private Expression repeated(Expression part) {
    if (at >= source.length() || SPECIAL.indexOf(source.charAt(at)) < 0) {
      return part;
    }
    int min = 0;
    int max = -1;
    switch (source.charAt(at++)) {
      case '+' -> min = 1;
      case '?' -> max = 1;
      case '{' -> {
        String[] bounds = source.substring(at, source.indexOf('}', at)).split(",", -1);
        at = source.indexOf('}', at) + 1;
        min = Integer.parseInt(bounds[0]);
        String last = bounds[bounds.length - 1];
        max = last.isEmpty() ? -1 : Integer.parseInt(last);
      }
      default -> {}
    }
    if (accept("+")) {
      throw error("a possessive quantifier");
    }
    if (max < 0 && part.first().empty()) {
      throw error("an endless repetition of what may be empty");
    }
    return new Repetition(part, min, max, !accept("?"));
  }

  private Expression atom() {
    char c = source.charAt(at);
    return switch (c) {
      case '(' -> group();
      case '[' -> set(endOfClass());
      case '\\' -> escape();
      case '.' -> set(at + 1);
      case '^' -> at(has(Pattern.MULTILINE) ? Position.LINE_START : Position.TEXT_START);
      case '$' -> at(has(Pattern.MULTILINE) ? Position.LINE_END : Position.LAST_LINE_END);
      case '*', '+', '?', '{' -> throw error("a quantifier of nothing");
      default -> {
        int codePoint = source.codePointAt(at);
        at += Character.charCount(codePoint);
        yield literal(codePoint, flags);
      }
    };
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private Expression at(Position position) {
    at++;
    return new At(position);
  }

  private Expression set(int end) {
    String text = source.substring(at, end);
    at = end;
    return new Characters(CharacterSet.of(text, flags));
  }

  private int endOfClass() {
    int depth = 0;
    for (int i = at; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        return i + 1;
      }
    }
    throw error("a class without its end");
  }

  private Expression escape() {
    Escape escape = Escape.at(source, at, flags);
    at = escape.end();
    return escape.expression();
  }

  /** A character; if case does not matter, java.util.regex says which characters it stands for. */
  static Expression literal(int codePoint, int flags) {
    boolean folded = (flags & Pattern.CASE_INSENSITIVE) != 0
        && codePoint < 0x80
        && Character.isLetter(codePoint);
    return folded || codePoint > Character.MAX_VALUE
        ? new Characters(CharacterSet.of(Pattern.quote(Character.toString(codePoint)), flags))
        : new Literal((char) codePoint);
  }

  private Expression group() {
    at++;
    int outerFlags = flags;
    Expression group;
    if (accept("?=") || accept("?!")) {
      group = look(false, source.charAt(at - 1) == '=');
    } else if (accept("?<=") || accept("?<!")) {
      group = look(true, source.charAt(at - 1) == '=');
    } else if (accept("?<")) {
      int end = source.indexOf('>', at);
      names.put(source.substring(at, end), groups + 1);
      at = end + 1;
      group = captured();
    } else if (accept("?")) {
      readFlags();
      if (accept(")")) {
        return new Sequence(List.of());
      }
      if (!accept(":")) {
        throw error("an unknown group");
      }
      group = choice();
    } else {
      group = captured();
    }
    if (!accept(")")) {
      throw error("a group without its end");
    }
    flags = outerFlags;
    return group;
  }

  private Expression captured() {
    int index = ++groups;
    return new Group(choice(), index);
  }

  private Expression look(boolean behind, boolean wanted) {
    Expression body = choice();
    if (behind && body.maxChars() > MAX_BEHIND_CHARS) {
      throw error("a long lookbehind");
    }
    return new Look(Program.of(body, true), body.singleCharacter(), behind, wanted);
  }

  private void readFlags() {
    while (at < source.length() && "ism".indexOf(source.charAt(at)) >= 0) {
      switch (source.charAt(at++)) {
        case 'i' -> flags |= Pattern.CASE_INSENSITIVE;
        case 's' -> flags |= Pattern.DOTALL;
        default -> flags |= Pattern.MULTILINE;
      }
    }
  }
}
