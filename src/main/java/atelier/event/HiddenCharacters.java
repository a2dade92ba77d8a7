package atelier.event;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The characters of a text that a reader cannot see. A joiner, a variation selector, a tag or a
 * mark of direction is not one of them where a script or an emoji needs it; anywhere else it may
 * carry what only a model reads.
 */
public final class HiddenCharacters {
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int TEXT_STYLE = 0xFE0E;
  private static final int EMOJI_STYLE = 0xFE0F;
  private static final int KEYCAP = 0x20E3;
  private static final int BLACK_FLAG = 0x1F3F4;

  /** A flag of a region has at most five letters and digits, and the tag that ends it. */
  private static final int MAX_TAGS = 6;

  /** The scripts whose letters join, or form clusters. */
  private static final Set<UnicodeScript> JOINING = EnumSet.of(
      UnicodeScript.ARABIC,
      UnicodeScript.BENGALI,
      UnicodeScript.DEVANAGARI,
      UnicodeScript.GUJARATI,
      UnicodeScript.GURMUKHI,
      UnicodeScript.KANNADA,
      UnicodeScript.KHMER,
      UnicodeScript.MALAYALAM,
      UnicodeScript.MONGOLIAN,
      UnicodeScript.MYANMAR,
      UnicodeScript.NKO,
      UnicodeScript.ORIYA,
      UnicodeScript.SINHALA,
      UnicodeScript.SYRIAC,
      UnicodeScript.TAMIL,
      UnicodeScript.TELUGU,
      UnicodeScript.TIBETAN);

  private HiddenCharacters() {}

  /** The first one; empty if a reader sees all of the text. */
  public static OptionalInt findFirst(String text) {
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      if (isHidden(characters[i]) && !isNeeded(characters, i)) {
        return OptionalInt.of(characters[i]);
      }
    }
    return OptionalInt.empty();
  }

  /** Tabs, line ends, private characters and those of newer versions of Unicode are shown. */
  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character != '\n' && character != '\r' && character != '\t';
      case Character.FORMAT -> !isNumberSign(character);
      case Character.SURROGATE -> true;
      case Character.UNASSIGNED -> isNeverShown(character);
      default -> VisibleText.isBlank(character);
    };
  }

  /** The signs of numbers and verses in Arabic and Syriac, which are shown. */
  private static boolean isNumberSign(int character) {
    return (character >= 0x600 && character <= 0x605)
        || character == 0x6DD
        || character == 0x70F
        || character == 0x8E2;
  }

  /** What Unicode reserves to be ignored, and what is no character. */
  private static boolean isNeverShown(int character) {
    return character == 0x2065
        || (character >= 0xFFF0 && character <= 0xFFF8)
        || (character >= 0xE0000 && character <= 0xE0FFF)
        || (character >= 0xFDD0 && character <= 0xFDEF)
        || (character & 0xFFFE) == 0xFFFE;
  }

  /** Whether what is around an invisible character gives it a meaning that a reader sees. */
  static boolean isNeeded(int[] text, int at) {
    int character = text[at];
    int before = at > 0 ? text[at - 1] : 0;
    int after = at + 1 < text.length ? text[at + 1] : 0;
    if (character == JOINER || character == NON_JOINER) {
      boolean emoji =
          isSymbol(before) || (before == EMOJI_STYLE && at > 1 && isSymbol(text[at - 2]));
      return after != 0
          && !isHidden(after)
          && (JOINING.contains(UnicodeScript.of(before)) || (emoji && isSymbol(after)));
    }
    if (character == 0x200E || character == 0x200F || character == 0x61C) {
      return isRightToLeft(before) || isRightToLeft(after);
    }
    if (character == TEXT_STYLE || character == EMOJI_STYLE) {
      return isSymbol(before) || (after == KEYCAP && before < 0x80 && before > ' ');
    }
    if (isVariation(character)) {
      UnicodeScript script = UnicodeScript.of(before);
      return Character.getType(before) == Character.MATH_SYMBOL
          || script == UnicodeScript.HAN
          || script == UnicodeScript.MYANMAR
          || script == UnicodeScript.MONGOLIAN;
    }
    return character >= 0xE0020 && character <= 0xE007F && isInFlag(text, at);
  }

  private static boolean isVariation(int character) {
    return (character >= 0xFE00 && character <= 0xFE0D)
        || (character >= 0xE0100 && character <= 0xE01EF)
        || (character >= 0x180B && character <= 0x180F);
  }

  private static boolean isRightToLeft(int character) {
    byte direction = Character.getDirectionality(character);
    return !isHidden(character)
        && (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
            || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
  }

  /** Symbols and emoji, also those that are newer than this Java. */
  private static boolean isSymbol(int character) {
    return switch (Character.getType(character)) {
      case Character.OTHER_SYMBOL, Character.MATH_SYMBOL -> true;
      case Character.UNASSIGNED -> character >= 0x1F000 && character <= 0x1FBFF;
      default ->
        (character >= 0x1F3FB && character <= 0x1F3FF)
            || character == 0x203C
            || character == 0x2049
            || character == 0x3030
            || character == 0x303D;
    };
  }

  private static boolean isInFlag(int[] text, int at) {
    int flag = at;
    while (flag > 0 && text[flag] >= 0xE0020 && text[flag] <= 0xE007F) {
      flag--;
    }
    int[] tags = Arrays.copyOfRange(text, flag + 1, Math.min(text.length, flag + 1 + MAX_TAGS));
    boolean ends = Arrays.stream(tags).anyMatch(tag -> tag == 0xE007F);
    return text[flag] == BLACK_FLAG && at - flag <= MAX_TAGS && ends;
  }
}
