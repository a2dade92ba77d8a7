package atelier.secret;

import java.util.Map;

/** Reads a text character by character with its escapes decoded, as often as they are nested. */
final class EscapeReader {
  private static final char ESCAPE = '\u001b';
  private static final int HEX = 16;
  private static final int DECIMAL = 10;
  private static final int MAX_ENTITY_CHARS = 8;
  private static final Map<String, Character> ENTITIES = Map.of(
      "amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'', "nbsp", ' ', "sol", '/', "plus",
      '+', "equals", '=', "colon", ':');

  private final String text;
  private int start;
  private int end;
  private char character;

  EscapeReader(String text) {
    this.text = text;
  }

  /** Whether a text may contain escapes. */
  static boolean mayContainEscapes(String text) {
    return text.indexOf('\\') >= 0
        || text.indexOf('%') >= 0
        || text.indexOf('&') >= 0
        || text.indexOf(ESCAPE) >= 0;
  }

  char character() {
    return character;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Reads the next character; false at the end. */
  boolean next() {
    start = end;
    if (start >= text.length()) {
      return false;
    }
    character = text.charAt(start);
    end = start + 1;
    switch (character) {
      case '%' -> readPercent();
      case '\\' -> readBackslash();
      case '&' -> readEntity();
      case ESCAPE -> skipTerminalSequence();
      default -> {
        // An ordinary character.
      }
    }
    return true;
  }

  private void readPercent() {
    while (text.startsWith("25", end)) {
      end += 2;
    }
    readNumber(end, 2, HEX);
  }

  /** Sets the character to a number of at most {@code maxDigits}; else changes nothing. */
  private boolean readNumber(int from, int maxDigits, int radix) {
    int to = from;
    int value = 0;
    while (to < text.length()
        && to - from < maxDigits
        && Character.digit(text.charAt(to), radix) >= 0) {
      value = value * radix + Character.digit(text.charAt(to), radix);
      to++;
    }
    if (to == from || (radix == HEX && maxDigits <= 4 && to - from < maxDigits)) {
      return false;
    }
    character = (char) value;
    end = to;
    return true;
  }

  /** Several backslashes are one: a text may be quoted in a quoted text. */
  private void readBackslash() {
    while (end < text.length() && text.charAt(end) == '\\') {
      end++;
    }
    if (end >= text.length()) {
      return;
    }
    char kind = text.charAt(end);
    if (kind == 'x') {
      readOr(end + 1, 2, kind);
    } else if (kind == 'u' && text.startsWith("{", end + 1)) {
      if (readNumber(end + 2, 6, HEX) && text.startsWith("}", end)) {
        end++;
      }
    } else if (kind == 'u') {
      readOr(end + 1, 4, kind);
    } else if (kind >= '0' && kind <= '3') {
      readNumber(end, 3, 8);
    } else {
      end++;
      character = "nrtbfv".indexOf(kind) >= 0 ? ' ' : kind;
    }
  }

  private void readOr(int from, int digits, char kind) {
    int before = end;
    if (!readNumber(from, digits, HEX)) {
      end = before + 1;
      character = kind;
    }
  }

  private void readEntity() {
    if (text.startsWith("#x", end) || text.startsWith("#X", end)) {
      readNumber(end + 2, 6, HEX);
    } else if (text.startsWith("#", end)) {
      readNumber(end + 1, 7, DECIMAL);
    } else {
      int to = end;
      while (to < text.length() && to - end < MAX_ENTITY_CHARS && isLetter(text.charAt(to))) {
        to++;
      }
      Character named = ENTITIES.get(text.substring(end, to));
      if (named != null) {
        character = named;
        end = to;
      }
    }
    if (end > start + 1 && text.startsWith(";", end)) {
      end++;
    }
  }

  private static boolean isLetter(char letter) {
    return letter >= 'a' && letter <= 'z';
  }

  /** Skips a control sequence (ECMA-48), such as a colour, with its parameters. */
  private void skipTerminalSequence() {
    if (text.startsWith("[", end)) {
      end++;
      while (end < text.length() && text.charAt(end) >= ' ' && text.charAt(end) < '@') {
        end++;
      }
      end = Math.min(text.length(), end + 1);
    }
  }
}
