package atelier.pattern;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The characters that a class such as {@code [a-z&&[^x]]} or {@code \p{L}} stands for, as
 * java.util.regex reads it: it only ever sees a single character.
 */
final class CharacterSet {
  private static final int TABLE_SIZE = 256;
  private static final ConcurrentHashMap<String, CharacterSet> SETS = new ConcurrentHashMap<>();
  private static final int MAX_KEPT = 2_000;

  private final boolean[] table = new boolean[TABLE_SIZE];
  private final Predicate<String> others;

  private CharacterSet(String expression, int flags) {
    others = java.util.regex.Pattern.compile(expression, flags).asMatchPredicate();
    for (int c = 0; c < TABLE_SIZE; c++) {
      table[c] = others.test(Character.toString(c));
    }
  }

  /** The set of a class of characters in the syntax of java.util.regex. */
  static CharacterSet of(String expression, int flags) {
    int used = flags & (Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    String key = used + expression;
    CharacterSet kept = SETS.get(key);
    if (kept == null) {
      kept = new CharacterSet(expression, used);
      if (SETS.size() < MAX_KEPT) {
        SETS.put(key, kept);
      }
    }
    return kept;
  }

  boolean contains(int codePoint) {
    return codePoint < TABLE_SIZE ? table[codePoint] : others.test(Character.toString(codePoint));
  }
}
