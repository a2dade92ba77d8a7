package atelier.role.answer;

import java.util.Arrays;

/**
 * A JSON object as text, up to the brace that closes it, with the literals of Python and of
 * JavaScript, typographic quotes and invisible blanks replaced by those of JSON. The replacement
 * keeps all lengths, so that places stay the same.
 *
 * @param end the index after the closing brace; -1 if there is none
 * @param unknownEscape whether a string has an escape that JSON and JavaScript do not have
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer that nobody compares
record JsonText(char[] text, int end, boolean unknownEscape) {
  private static final String ESCAPES = "\"\\/bfnrtu'";

  /** Reads the object that begins at {@code start}. */
  static JsonText read(char[] answer, int start) {
    return new Scan(answer.clone(), start).read();
  }

  /** The state of reading one object. */
  private static final class Scan {
    private final char[] text;
    private int position;
    private boolean unknownEscape;

    Scan(char[] text, int start) {
      this.text = text;
      this.position = start;
    }

    JsonText read() {
      int depth = 0;
      while (position < text.length) {
        char c = text[position];
        if (c == '"' || c == '\'') {
          skipString(c);
        } else if (c == '“' || c == '”') {
          replaceQuotes();
        } else if (Character.isSpaceChar(c) || c == '\u200b' || c == '\ufeff') {
          text[position++] = ' ';
        } else if (c == '#' || (c == '/' && isAt("//"))) {
          skipTo("\n");
        } else if (c == '/' && isAt("/*")) {
          skipTo("*/");
        } else if (Character.isLetter(c)) {
          replaceWord();
        } else {
          position++;
          depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
          if (depth == 0) {
            return new JsonText(text, position, unknownEscape);
          }
        }
      }
      return new JsonText(text, -1, unknownEscape);
    }

    private void skipString(char quote) {
      position++;
      while (position < text.length && text[position] != quote) {
        if (text[position] == '\\' && position + 1 < text.length) {
          unknownEscape |= ESCAPES.indexOf(text[position + 1]) < 0;
          position++;
        }
        position++;
      }
      position++;
    }

    /** Makes a string in typographic quotes one in plain quotes, up to the next of them. */
    private void replaceQuotes() {
      text[position] = '"';
      while (position < text.length && text[position] != '“' && text[position] != '”') {
        position++;
      }
      if (position < text.length) {
        text[position++] = '"';
      }
    }

    private void skipTo(String end) {
      while (position < text.length && !isAt(end)) {
        position++;
      }
      position += end.length();
    }

    private void replaceWord() {
      int from = position;
      while (position < text.length && Character.isLetterOrDigit(text[position])) {
        position++;
      }
      String word = new String(text, from, position - from);
      String json = switch (word) {
        case "True" -> "true";
        case "False" -> "false";
        case "None" -> "null";
        case "undefined" -> "null     ";
        default -> word;
      };
      json.getChars(0, json.length(), text, from);
    }

    private boolean isAt(String token) {
      return Arrays.equals(
          text,
          position,
          Math.min(text.length, position + token.length()),
          token.toCharArray(),
          0,
          token.length());
    }
  }
}
