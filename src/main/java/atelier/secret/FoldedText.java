package atelier.secret;

import java.util.Arrays;

/**
 * A text as secrets are searched in it: without white space and invisible characters, in lower
 * case, with one alphabet of base64; each byte knows where in the text it is from. Either escapes
 * are kept, or they are decoded: percent-encoding, backslashes, HTML entities, terminal sequences.
 */
final class FoldedText {
  private static final byte[] ASCII = new byte[128];

  static {
    for (char character = 0; character < ASCII.length; character++) {
      ASCII[character] = (byte) foldAscii(character);
    }
  }

  private final byte[] bytes;
  private final int[] starts;
  private final int[] ends;
  private int length;

  private FoldedText(int capacity) {
    bytes = new byte[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
  }

  /** Folds a text whose escapes are kept. */
  static FoldedText of(String text) {
    FoldedText folded = new FoldedText(text.length());
    for (int i = 0; i < text.length(); i++) {
      folded.add(text.charAt(i), i, i + 1);
    }
    return folded;
  }

  /** Folds a text whose escapes are decoded. */
  static FoldedText unescaped(String text) {
    FoldedText folded = new FoldedText(text.length());
    EscapeReader reader = new EscapeReader(text);
    while (reader.next()) {
      folded.add(reader.character(), reader.start(), reader.end());
    }
    return folded;
  }

  private void add(char character, int start, int end) {
    int folded = fold(character);
    if (folded >= 0) {
      bytes[length] = (byte) folded;
      starts[length] = start;
      ends[length] = end;
      length++;
    }
  }

  /** Returns the byte for a character; -1 if it is not seen. */
  static int fold(char character) {
    return character < ASCII.length ? ASCII[character] : foldOther(character);
  }

  private static int foldAscii(char character) {
    if (character >= 'A' && character <= 'Z') {
      return character + 'a' - 'A';
    } else if (character > ' ' && character < 0x7F) {
      return character == '-' ? '+' : character == '_' ? '/' : character;
    }
    return -1;
  }

  private static int foldOther(char character) {
    if (character < 0xA1 || isUnseen(character)) {
      return -1;
    }
    return 0x80 | ((character ^ (character >> 8)) & 0x7F);
  }

  /** Separators, joiners, marks of direction, selectors, and the pairs of tag characters. */
  private static boolean isUnseen(char character) {
    return character == 0xAD
        || (character >= 0x2000 && character <= 0x200F)
        || (character >= 0x2028 && character <= 0x202F)
        || (character >= 0x205F && character <= 0x206F)
        || (character >= 0xFE00 && character <= 0xFE0F)
        || character == 0x3000
        || character == 0xFEFF
        || character == 0xDB40
        || (character >= 0xDC00 && character <= 0xDC7F);
  }

  int length() {
    return length;
  }

  /** The bytes, and space after the last one. */
  byte[] bytes() {
    return bytes;
  }

  byte at(int index) {
    return bytes[index];
  }

  /** Where in the text the byte begins. */
  int start(int index) {
    return starts[index];
  }

  /** Where in the text the byte ends. */
  int end(int index) {
    return ends[index];
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
