package atelier.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells identifiers and expressions of SPDX from other names of licences. Pure. */
final class SpdxLicense {
  private static final String FILE = "/atelier/sbom/spdx-license-ids.txt";
  private static final int MAX_DEPTH = 20;
  private static final Map<String, String> IDS = read();

  private final Deque<String> words;

  private SpdxLicense(Deque<String> words) {
    this.words = words;
  }

  /** The identifier as the SPDX License List spells it; empty if a text is none. */
  static Optional<String> id(String text) {
    return Optional.ofNullable(IDS.get(text.toLowerCase(Locale.ROOT)));
  }

  /** Whether a text is a licence expression, such as {@code MIT OR Apache-2.0}. */
  static boolean isExpression(String text) {
    Deque<String> words = new ArrayDeque<>();
    StringTokenizer tokens = new StringTokenizer(text, " ()", true);
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      if (!token.equals(" ")) {
        words.add(token);
      }
    }
    SpdxLicense parser = new SpdxLicense(words);
    return parser.isCompound(0) && words.isEmpty();
  }

  private boolean isCompound(int depth) {
    if (depth > MAX_DEPTH || !isTerm(depth)) {
      return false;
    }
    while (is("AND") || is("OR")) {
      words.remove();
      if (!isTerm(depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean isTerm(int depth) {
    if (is("(")) {
      words.remove();
      if (!isCompound(depth + 1) || !is(")")) {
        return false;
      }
      words.remove();
      return true;
    }
    if (words.isEmpty() || !isLicense(words.remove())) {
      return false;
    }
    if (is("WITH")) {
      words.remove();
      return !words.isEmpty() && isName(words.remove());
    }
    return true;
  }

  private static boolean isLicense(String word) {
    String plain = word.endsWith("+") ? word.substring(0, word.length() - 1) : word;
    return id(word).isPresent()
        || id(plain).isPresent()
        || (word.startsWith("LicenseRef-") && isName(word));
  }

  private static boolean isName(String word) {
    return word.chars()
        .allMatch(
            each -> each < 0x80 && (Character.isLetterOrDigit(each) || each == '-' || each == '.'));
  }

  private boolean is(String word) {
    return word.equals(words.peek());
  }

  private static Map<String, String> read() {
    try (InputStream in = SpdxLicense.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableMap(
              line -> line.toLowerCase(Locale.ROOT), Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
