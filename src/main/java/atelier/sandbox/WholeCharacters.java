package atelier.sandbox;

import java.util.Arrays;

/**
 * Holds back the beginning of a character of UTF-8 (RFC 3629) that a chunk of a stream ends with,
 * until the rest arrives: what another stream prints must not come between. One for each stream.
 */
final class WholeCharacters {
  private static final int MAX_HELD_BYTES = 3;

  private byte[] held = {};

  /** Returns what was held and the first bytes of a chunk, as far as characters are whole. */
  byte[] add(byte[] chunk, int length) {
    byte[] all = Arrays.copyOf(held, held.length + length);
    System.arraycopy(chunk, 0, all, held.length, length);
    int whole = wholeBytes(all);
    held = Arrays.copyOfRange(all, whole, all.length);
    return Arrays.copyOf(all, whole);
  }

  /** Returns what is still held, which nothing follows. */
  byte[] end() {
    byte[] rest = held;
    held = new byte[0];
    return rest;
  }

  private static int wholeBytes(byte[] bytes) {
    for (int back = 1; back <= Math.min(MAX_HELD_BYTES, bytes.length); back++) {
      int each = bytes[bytes.length - back] & 0xff;
      if (each >= 0xc0) {
        int needed = each >= 0xf0 ? 4 : each >= 0xe0 ? 3 : 2;
        return needed > back ? bytes.length - back : bytes.length;
      }
      if (each < 0x80) {
        return bytes.length;
      }
    }
    return bytes.length;
  }
}
