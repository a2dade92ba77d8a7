package atelier.web.http;

/** Texts cut to a length, never within a character. */
public final class TextLimits {
  private TextLimits() {}

  public static String truncate(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return text.substring(0, end) + "…";
  }

  /** The end of a text, at most so long. */
  public static String tail(String text, int maxChars) {
    int begin = text.length() - maxChars;
    if (begin <= 0) {
      return text;
    }
    return text.substring(Character.isLowSurrogate(text.charAt(begin)) ? begin + 1 : begin);
  }
}
