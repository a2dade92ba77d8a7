package atelier.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that are made to match a pattern in part, again and again. */
final class AttackTexts {
  private static final List<String> ANY = List.of(
      "a", "a.", "a/", " ", "\n", "(", "\"", "\\", "/", "1", "1.", "at ", "{", "[", "<", "*", "_",
      "- ", "\t\n", "://", "../", "#", "'", "é", "😀");

  private AttackTexts() {}

  /** Texts of about a size, from the words of an expression and from what often hurts. */
  static List<String> of(String expression, int chars, int count, Random random) {
    List<String> words = words(expression);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder unit = new StringBuilder();
      for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
        unit.append(any(random.nextBoolean() ? words : ANY, random));
      }
      String start = random.nextBoolean() ? any(words, random) : "";
      String end = random.nextBoolean() ? any(ANY, random) : "";
      texts.add(start + unit.toString().repeat(Math.max(1, chars / unit.length())) + end);
    }
    return texts;
  }

  /** A short text of words of an expression and of what often hurts. */
  static String shortText(String expression, Random random) {
    List<String> words = words(expression);
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(14); parts > 0; parts--) {
      text.append(any(random.nextBoolean() ? words : ANY, random));
    }
    return text.toString();
  }

  private static String any(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static List<String> words(String expression) {
    List<String> words = new ArrayList<>(List.of("a", "1", " "));
    for (String word : expression.split("\\\\[a-zA-Z]|[^\\p{L}\\p{N} _/.:<-]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
