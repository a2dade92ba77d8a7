package atelier.studio;

import atelier.pattern.Pattern;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks and creates project ids: up to 63 of a-z, 0-9 and -, starting with a letter or digit. */
public final class ProjectId {
  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MAX_WORDS = 4;
  private static final int MAX_WORD_CHARS = 12;
  private static final int SUFFIX_CHARS = 4;

  private ProjectId() {}

  public static boolean isValid(String id) {
    return VALID.matcher(id).matches();
  }

  /** Creates an id: the first words of a spec, then random characters to make it unique. */
  public static String of(String spec, RandomGenerator random) {
    String suffix = random
        .ints(SUFFIX_CHARS, 0, 36)
        .mapToObj(digit -> Integer.toString(digit, 36))
        .collect(Collectors.joining());
    return of(spec, suffix);
  }

  /** Creates an id: the first words of a spec, then {@code suffix}. */
  public static String of(String spec, String suffix) {
    String ascii = Normalizer.normalize(spec, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    Stream<String> words = Arrays.stream(ascii.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
        .filter(word -> word.length() > 1)
        .limit(MAX_WORDS)
        .map(word -> word.substring(0, Math.min(MAX_WORD_CHARS, word.length())));
    return Stream.concat(words, Stream.of(suffix)).collect(Collectors.joining("-"));
  }
}
