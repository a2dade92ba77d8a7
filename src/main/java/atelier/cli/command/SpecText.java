package atelier.cli.command;

import atelier.cli.context.CommandFailure;
import atelier.cli.report.TerminalText;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the spec of a project and generates ids from it. */
public final class SpecText {
  public static final int MAX_BYTES = 64 << 10;
  private static final String TOO_LARGE =
      "is larger than 64 KiB: shorten it, or request it in several features";
  private static final UserInput INPUT = new UserInput(MAX_BYTES, TOO_LARGE);
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String ID = "[a-z0-9][a-z0-9-]{0,62}";

  private SpecText() {}

  /** Checks a spec from the command line. */
  static String fromArgument(String text) {
    if (text.indexOf('\uFFFD') >= 0) {
      throw CommandFailure.usage(
          "the spec has characters that this locale cannot represent: set LC_ALL=C.UTF-8, or give"
              + " the spec with -f FILE");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw CommandFailure.usage("the spec " + TOO_LARGE);
    }
    return decode(bytes, "the spec");
  }

  static String fromFile(Path path, String displayName) {
    return decode(INPUT.readFile(path, displayName), displayName);
  }

  static String fromStream(InputStream stream, String displayName) {
    return decode(INPUT.read(stream, displayName), displayName);
  }

  private static String decode(byte[] bytes, String displayName) {
    try {
      var decoded = charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var text = decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
      if (text.isBlank()) {
        throw CommandFailure.usage(displayName + " is empty: describe what to build");
      }
      return text.strip();
    } catch (CharacterCodingException e) {
      throw CommandFailure.usage(displayName + " is not UTF-8 text");
    }
  }

  /** UTF-16 where a byte order mark says so, as PowerShell writes files. */
  private static Charset charset(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    return mark == 0xFFFE || mark == 0xFEFF ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  static String requireValidId(String id) {
    if (!id.matches(ID)) {
      throw CommandFailure.usage("\"" + TerminalText.sanitize(id, 80)
          + "\" is not a valid project id: use up to 63 characters of a-z, 0-9 and -, not starting"
          + " with -");
    }
    return id;
  }

  /** Generates an id: the first words of the spec and four random characters. */
  static String generateId(String spec, RandomGenerator random) {
    var ascii = Normalizer.normalize(spec, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    var words = Arrays.stream(ascii.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
        .filter(word -> word.length() > 1)
        .limit(4)
        .map(word -> word.substring(0, Math.min(12, word.length())));
    var suffix = random
        .ints(4, 0, 36)
        .mapToObj(digit -> Integer.toString(digit, 36))
        .collect(Collectors.joining());
    return Stream.concat(words, Stream.of(suffix)).collect(Collectors.joining("-"));
  }
}
