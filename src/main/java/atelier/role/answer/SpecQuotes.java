package atelier.role.answer;

/** Finds quotes in a spec, regardless of white space and of the forms of quotation marks. */
final class SpecQuotes {
  private static final int MIN_CHARS = 6;

  private SpecQuotes() {}

  /** Whether the spec contains these words; never if they are too few to say anything. */
  static boolean contains(String spec, String quote) {
    String words = folded(quote);
    String all = folded(spec);
    return words.length() >= Math.min(MIN_CHARS, all.length())
        && !words.isEmpty()
        && all.contains(words);
  }

  /** Whether the spec contains this text, however short, such as a literal. */
  static boolean containsLiteral(String spec, String literal) {
    String words = folded(literal);
    return !words.isEmpty() && folded(spec).contains(words);
  }

  private static String folded(String text) {
    return text.replaceAll("\\s+", " ")
        .replace('\u2019', '\'')
        .replace('\u2018', '\'')
        .replace('\u201c', '"')
        .replace('\u201d', '"')
        .replace('\u2013', '-')
        .replace('\u2014', '-')
        .strip();
  }
}
