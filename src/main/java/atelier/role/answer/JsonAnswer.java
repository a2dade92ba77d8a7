package atelier.role.answer;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.io.CharArrayReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds JSON objects in a model's answer: bare, fenced, or embedded in prose. Reads nearly-JSON as
 * well: comments, trailing commas, raw newlines, single quotes, literals of Python. Thoughts are
 * left aside.
 */
public final class JsonAnswer {
  private static final int MAX_OBJECTS = 100;
  private static final int MAX_STARTS = 2_000;
  private static final int MAX_WORDS_CHARS = 200;
  private static final int EXCERPT_CHARS = 40;
  private static final Pattern OBJECT_START =
      Pattern.compile("(?m)\\{(?:\\s|//.*$|#.*$|/\\*[^*]*\\*/)*(?:\"[^\"]{0,100}\"|'[^']{0,100}'"
          + "|[“”][^“”]{0,100}[“”]|\\w{1,100})\\s*:");

  private static final JsonMapper MAPPER = mapper(factory());

  /** Reads strings in which a quote is escaped as in Python. */
  private static final JsonMapper ESCAPES_MAPPER =
      mapper(factory().enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER));

  private JsonAnswer() {}

  /**
   * An object that was looked for.
   *
   * @param object null if there is none
   * @param problem why there is none, for the model to fix; empty if there is one
   */
  public record Result(@Nullable JsonNode object, String problem) {}

  /** A part of the answer that is an object, or that would be one if it could be read. */
  private record Part(String text, @Nullable JsonNode object, String problem) {}

  private static JsonFactoryBuilder factory() {
    return JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxNumberLength(100)
            .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
        .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
        .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
        .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
        .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .enable(JsonReadFeature.ALLOW_TRAILING_COMMA);
  }

  private static JsonMapper mapper(JsonFactoryBuilder factory) {
    return JsonMapper.builder(factory.build())
        .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  /** The objects, in order; text that cannot be read is skipped. */
  public static List<JsonNode> findObjects(String answer) {
    return findParts(Thoughts.strip(answer)).stream()
        .map(Part::object)
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * The last of the objects that fit best, by itself or as the only one inside of a wrapper.
   *
   * @param field what such an object has
   * @param rank how well an object fits; negative if it does not
   */
  public static Result find(String answer, String field, ToIntFunction<JsonNode> rank) {
    Part best = null;
    Part broken = null;
    for (Part part : findParts(Thoughts.strip(answer))) {
      if (part.object() == null) {
        broken = broken == null || isAbout(field, part.text()) ? part : broken;
        if (best != null
            && isAbout(field, part.text())
            && part.text().length() > best.text().length() / 2) {
          best = null;
        }
        continue;
      }
      JsonNode object = new JsonWrapper(rank, JsonAnswer::findOnly).unwrap(part.object());
      int fit = rank.applyAsInt(object);
      if (fit >= 0 && (best == null || fit >= rank.applyAsInt(best.object()))) {
        best = new Part(part.text(), object, "");
      }
    }
    if (best != null) {
      return new Result(best.object(), "");
    }
    return new Result(
        null,
        broken != null
            ? broken.problem()
            : "the answer contains no JSON object with \"" + field + "\"");
  }

  /** The object that a text is; null if it is none, or several. */
  private static @Nullable JsonNode findOnly(String text) {
    List<Part> parts = findParts(text);
    return parts.size() == 1 ? parts.get(0).object() : null;
  }

  private static boolean isAbout(String field, String text) {
    return Pattern.compile("(?i)\\b" + field + "[\"'”]?\\s*:").matcher(text).find();
  }

  private static List<Part> findParts(String answer) {
    List<Part> parts = new ArrayList<>();
    char[] text = answer.toCharArray();
    Matcher object = OBJECT_START.matcher(answer);
    int start = answer.indexOf('{');
    for (int i = 0; start >= 0 && i < MAX_STARTS && parts.size() < MAX_OBJECTS; i++) {
      if (!object.startsAt(start)) {
        start = answer.indexOf('{', start + 1);
        continue;
      }
      Part part = read(MAPPER, text, start, answer);
      if (part.object() == null) {
        part = readNearly(text, start, answer);
      }
      parts.add(part);
      int end = start + part.text().length();
      start = answer.indexOf('{', end);
    }
    return parts;
  }

  private static Part readNearly(char[] text, int start, String answer) {
    JsonText json = JsonText.read(text, start);
    Part part = read(MAPPER, json.text(), start, answer);
    if (part.object() == null && !json.unknownEscape()) {
      part = read(ESCAPES_MAPPER, json.text(), start, answer);
    }
    if (part.object() != null) {
      return part;
    }
    int fence = answer.indexOf("\n```", start);
    int end = json.end() >= 0 ? json.end() : fence >= 0 ? fence : answer.length();
    return new Part(answer.substring(start, end), null, part.problem());
  }

  private static Part read(JsonMapper mapper, char[] text, int start, String answer) {
    try (JsonParser parser =
        mapper.createParser(new CharArrayReader(text, start, text.length - start))) {
      JsonNode node = mapper.readTree(parser);
      int length = Math.toIntExact(parser.currentLocation().getCharOffset());
      return new Part(answer.substring(start, start + length), node, "");
    } catch (JacksonException unreadable) {
      return new Part("", null, problem(unreadable, start, answer));
    }
  }

  private static String problem(JacksonException unreadable, int start, String answer) {
    String words = Pattern.of(" \\(start marker at .*|: enable `.*|, see .*")
        .replaceFirst(unreadable.getOriginalMessage().replaceAll("\\s+", " "), "");
    long offset =
        unreadable.getLocation() == null ? 0 : unreadable.getLocation().getCharOffset();
    int place = (int) Math.max(start, Math.min(answer.length(), start + offset));
    String before = answer.substring(0, place);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    String near = answer.substring(
        Math.max(start, place - EXCERPT_CHARS), Math.min(answer.length(), place + EXCERPT_CHARS));
    return "the JSON cannot be read: line " + line + ", column "
        + (place - before.lastIndexOf('\n')) + ": "
        + words.substring(0, Math.min(words.length(), MAX_WORDS_CHARS)) + "; near: "
        + near.replaceAll("\\s+", " ").strip();
  }
}
