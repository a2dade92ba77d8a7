package atelier.fuzz;

import java.util.List;
import java.util.Random;

/** Random changes of a text. */
final class Mutation {
  private static final List<String> TOKENS = List.of(
      "{",
      "}",
      "[",
      "]",
      "\"",
      "'",
      ":",
      ",",
      "\\",
      "\\u",
      "\\ud800",
      "null",
      "true",
      "-1",
      "1e999",
      "NaN",
      "\n",
      "\r",
      "```",
      "~~~~",
      "```json\n",
      "<think>",
      "</think>",
      "//",
      "/*",
      "#",
      "\u0000",
      "\u202e",
      "\ud83d",
      "é",
      "😀",
      "..",
      "/",
      "\"files\":",
      "\"path\":",
      "\"examples\":",
      "$(",
      "`",
      "&&",
      "0x",
      "None",
      "“",
      " ",
      "\t");
  private static final int MAX_CHANGES = 8;
  private static final int MAX_REPEATS = 3_000;

  private Mutation() {}

  static String of(String text, List<String> corpus, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = random.nextInt(MAX_CHANGES); i >= 0; i--) {
      int from = random.nextInt(changed.length() + 1);
      int to = Math.min(changed.length(), from + random.nextInt(20));
      switch (random.nextInt(7)) {
        case 0 -> changed.delete(from, to);
        case 1 -> changed.insert(from, changed.substring(from, to));
        case 2 -> changed.insert(from, any(TOKENS, random).repeat(random.nextInt(MAX_REPEATS)));
        case 3 -> changed.setLength(from);
        case 4 -> {
          String other = any(corpus, random);
          changed.insert(from, other.substring(random.nextInt(other.length() + 1)));
        }
        default -> changed.replace(from, to, any(TOKENS, random));
      }
    }
    return changed.toString();
  }

  static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
