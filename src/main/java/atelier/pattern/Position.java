package atelier.pattern;

/** A condition on a position in a text, as java.util.regex means it. */
enum Position {
  TEXT_START {
    @Override
    boolean holds(String text, int from, int to, int at) {
      return at == from;
    }
  },
  TEXT_END {
    @Override
    boolean holds(String text, int from, int to, int at) {
      return at == to;
    }
  },
  /** Also before a line terminator at the end. */
  LAST_LINE_END {
    @Override
    boolean holds(String text, int from, int to, int at) {
      return LINE_END.holds(text, from, to, at)
          && (at >= to - 1
              || (at == to - 2 && text.charAt(at) == '\r' && text.charAt(at + 1) == '\n'));
    }
  },
  LINE_START {
    @Override
    boolean holds(String text, int from, int to, int at) {
      return at == from || (at < to && endsLine(text, at));
    }

    private boolean endsLine(String text, int at) {
      char before = text.charAt(at - 1);
      return isLineTerminator(before) && !(before == '\r' && text.charAt(at) == '\n');
    }
  },
  LINE_END {
    @Override
    boolean holds(String text, int from, int to, int at) {
      return at == to
          || (isLineTerminator(text.charAt(at))
              && !(text.charAt(at) == '\n' && at > from && text.charAt(at - 1) == '\r'));
    }
  },
  WORD_BOUNDARY {
    @Override
    boolean holds(String text, int from, int to, int at) {
      return (at > from && isWord(text.codePointBefore(at)))
          != (at < to && isWord(text.codePointAt(at)));
    }
  },
  NO_WORD_BOUNDARY {
    @Override
    boolean holds(String text, int from, int to, int at) {
      return !WORD_BOUNDARY.holds(text, from, to, at);
    }
  };

  /** Whether it holds at a position of the part of a text from {@code from} to {@code to}. */
  abstract boolean holds(String text, int from, int to, int at);

  private static boolean isWord(int codePoint) {
    return codePoint == '_' || Character.isLetterOrDigit(codePoint);
  }

  static boolean isLineTerminator(char c) {
    return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }
}
