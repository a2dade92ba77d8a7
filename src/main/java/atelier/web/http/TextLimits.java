package atelier.web.http;

/** Shortens strings without splitting a surrogate pair. */
public final class TextLimits {
  private TextLimits() {}

  /** The start of a string, with an ellipsis if it is longer than {@code maxChars}. */
  public static String truncate(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return text.substring(0, end) + "…";
  }

  /** The last {@code maxChars} characters of a string. */
  public static String tail(String text, int maxChars) {
    int begin = text.length() - maxChars;
    if (begin <= 0) {
      return text;
    }
    return text.substring(Character.isLowSurrogate(text.charAt(begin)) ? begin + 1 : begin);
  }
}
