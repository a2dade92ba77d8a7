package atelier.event;

import atelier.pattern.Pattern;

/**
 * Text of models and programs as a terminal or a renderer may see it: every character visible, no
 * HTML, no links that load something.
 */
public final class VisibleText {
  /** The start of an HTML tag that no backslash makes ordinary text. */
  private static final Pattern TAG = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)<(?=[A-Za-z/!?])");

  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>|#~]+");

  private VisibleText() {}

  /** Whether a character is not shown, or changes how others are shown. */
  public static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED -> true;
      default -> isBlank(character);
    };
  }

  /** Variation selectors, fillers and joiners, which are letters or marks by their category. */
  static boolean isBlank(int character) {
    return (character >= 0xFE00 && character <= 0xFE0F)
        || (character >= 0xE0100 && character <= 0xE01EF)
        || (character >= 0x180B && character <= 0x180F)
        || (character >= 0x17B4 && character <= 0x17B5)
        || (character >= 0x115F && character <= 0x1160)
        || character == 0x3164
        || character == 0xFFA0
        || character == 0x034F
        || character == 0x2800;
  }

  /**
   * Shows what is invisible by its number, in hexadecimal digits; keeps tabs, line ends, and what a
   * script or an emoji needs.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      int character = characters[i];
      if (character == '\n'
          || character == '\t'
          || !isInvisible(character)
          || HiddenCharacters.isNeeded(characters, i)) {
        escaped.appendCodePoint(character);
      } else {
        escaped.append("\\u{").append(Integer.toHexString(character)).append('}');
      }
    }
    return escaped.toString();
  }

  /** A Markdown document without invisible characters, HTML, links and images. */
  public static String document(String markdown) {
    return TAG.matcher(escape(markdown.replace("\r\n", "\n")))
        .replaceAll("$1&lt;")
        .replace("](", "] (");
  }

  /** One line without markup and invisible characters, at most {@code maxChars} long. */
  public static String plainLine(String text, int maxChars) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .map(character -> Character.isWhitespace(character) ? ' ' : character)
        .filter(character -> !isInvisible(character))
        .forEach(visible::appendCodePoint);
    String line = MARKUP.matcher(visible).replaceAll(" ").strip().replaceAll(" +", " ");
    if (line.length() <= maxChars) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return line.substring(0, end) + "…";
  }
}
