package atelier.cli.command;

import atelier.cli.context.CommandFailure;
import atelier.cli.report.TerminalText;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a user asks for, and the id that is made up from it. */
public final class SpecText {
  public static final int MAX_BYTES = 64 << 10;
  private static final String ID = "[a-z0-9][a-z0-9-]{0,62}";

  private SpecText() {}

  /** One given as an argument. */
  static String fromArgument(String text) {
    if (text.indexOf('\uFFFD') >= 0) {
      throw CommandFailure.usage(
          "some letters of the spec were lost, since this locale is not UTF-8: "
              + "set LC_ALL=C.UTF-8, or give it with -f FILE");
    }
    return decode(text.getBytes(StandardCharsets.UTF_8), "the spec");
  }

  static String fromFile(Path path, String shown) {
    if (!Files.isRegularFile(path)) {
      throw CommandFailure.usage("there is no file " + shown);
    }
    try (var stream = Files.newInputStream(path)) {
      return fromStream(stream, shown);
    } catch (IOException e) {
      throw CommandFailure.usage(shown + " cannot be read: check that you may read it");
    }
  }

  static String fromStream(InputStream stream, String shown) {
    try {
      return decode(stream.readNBytes(MAX_BYTES + 1), shown);
    } catch (IOException e) {
      throw CommandFailure.usage("the spec cannot be read from " + shown);
    }
  }

  private static String decode(byte[] bytes, String shown) {
    if (bytes.length > MAX_BYTES) {
      throw CommandFailure.usage(
          shown + " is larger than 64 KiB: shorten it, or ask for it in several" + " features");
    }
    try {
      var text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.isBlank()) {
        throw CommandFailure.usage(shown + " is empty: say what is to be built");
      }
      return text.strip();
    } catch (CharacterCodingException e) {
      throw CommandFailure.usage(shown + " is not UTF-8 text");
    }
  }

  static String requireValidId(String id) {
    if (!id.matches(ID)) {
      throw CommandFailure.usage("\"" + TerminalText.sanitize(id, 80)
          + "\" is no id of a project: up to 63 of a-z," + " 0-9 and -, and no - at the start");
    }
    return id;
  }

  /** The spec's first words and a few random letters. */
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
