package atelier.role.answer;

/** Finds quotes in a spec, regardless of white space and of the forms of quotation marks. */
final class SpecQuotes {
  private SpecQuotes() {}

  /** Whether the spec contains these words; never for an empty quote. */
  static boolean contains(String spec, String quote) {
    String words = folded(quote);
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
