package atelier.secret;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The forms in which a secret may stand in a text, each as {@link FoldedText} shows it. */
final class SecretForms {
  private static final int BITS = 8;
  private static final int BASE64_BITS = 6;
  private static final int MIN_BYTES = 8;

  private SecretForms() {}

  /**
   * One form.
   *
   * @param bytes the folded form
   * @param minPart the length of the shortest part that is replaced
   * @param sharedStart whether the character before it holds bits of the secret too
   * @param sharedEnd whether the character after it does
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and changed by nobody
  record Form(
      NamedSecret secret, byte[] bytes, int minPart, boolean sharedStart, boolean sharedEnd) {
    private Form(NamedSecret secret, byte[] bytes) {
      this(secret, bytes, bytes.length * secret.minPart() / secret.value().length(), false, false);
    }

    boolean isLongEnough() {
      return bytes.length >= MIN_BYTES;
    }
  }

  /** All forms of a secret: as it is, reversed, in base64, in hexadecimal and decimal numbers. */
  static List<Form> of(NamedSecret secret) {
    String value = secret.value();
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    List<Form> forms = new ArrayList<>();
    forms.add(plain(secret, value));
    forms.add(new Form(secret, FoldedText.unescaped(value).toBytes()));
    forms.add(plain(secret, new StringBuilder(value).reverse().toString()));
    forms.add(plain(secret, numbers(utf8, "", b -> HexFormat.of().toHexDigits((byte) b))));
    forms.add(plain(secret, numbers(utf8, ":", b -> HexFormat.of().toHexDigits((byte) b))));
    forms.add(plain(secret, numbers(utf8, ",", b -> "0x" + Integer.toHexString(b & 0xFF))));
    forms.add(plain(secret, numbers(utf8, ",", Integer::toString)));
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] bytes = value.getBytes(charset);
      if (!charset.equals(StandardCharsets.UTF_8)) {
        forms.add(plain(secret, HexFormat.of().formatHex(bytes)));
      }
      for (int offset = 0; offset < 3; offset++) {
        forms.add(base64(secret, bytes, offset));
      }
    }
    return forms.stream()
        .filter(Form::isLongEnough)
        .map(SecretForms::withAnchor)
        .toList();
  }

  private static Form plain(NamedSecret secret, String text) {
    return new Form(secret, FoldedText.of(text).toBytes());
  }

  private static Form withAnchor(Form form) {
    int part = Math.min(form.bytes.length, Math.max(MIN_BYTES, form.minPart));
    return new Form(form.secret, form.bytes, part, form.sharedStart, form.sharedEnd);
  }

  private static String numbers(byte[] bytes, String separator, IntFunction<String> format) {
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> format.apply(bytes[i]))
        .collect(Collectors.joining(separator));
  }

  /** The characters of a base64 text that depend on the secret alone, {@code offset} bytes in. */
  private static Form base64(NamedSecret secret, byte[] bytes, int offset) {
    byte[] shifted = new byte[offset + bytes.length];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    byte[] text = Base64.getEncoder().withoutPadding().encode(shifted);
    int from = (offset * BITS + BASE64_BITS - 1) / BASE64_BITS;
    int to = shifted.length * BITS / BASE64_BITS;
    byte[] own = FoldedText.of(
            new String(Arrays.copyOfRange(text, from, to), StandardCharsets.US_ASCII))
        .toBytes();
    int part = own.length * secret.minPart() / secret.value().length() - 2;
    return new Form(
        secret,
        own,
        secret.minPart() == secret.value().length() ? own.length : part,
        offset > 0,
        shifted.length * BITS % BASE64_BITS > 0);
  }
}
