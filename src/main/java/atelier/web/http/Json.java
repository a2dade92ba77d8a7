package atelier.web.http;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as it is taken from callers, strictly, and as it is given to them. */
public final class Json {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_CHARS = 100;

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(MAX_DEPTH)
              .maxNumberLength(MAX_NUMBER_CHARS)
              .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private Json() {}

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  public static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  public static JsonNode toTree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads a body as one JSON object.
   *
   * @param known the fields it may have; empty: any
   * @throws Problem where it is anything else, or doubtful: twice the same key, characters that
   *     cannot be seen or stored
   */
  public static ObjectNode parseObject(Buffer body, Set<String> allowedFields) {
    String text = text(body);
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!(node instanceof ObjectNode object)) {
        throw Problem.badRequest("the body must be a JSON object");
      }
      rejectUnknownFields(object, allowedFields);
      rejectInvisibleCharacters(object);
      return object;
    } catch (JacksonException e) {
      throw Problem.badRequest("the body is not JSON that can be taken: " + e.getOriginalMessage());
    }
  }

  private static String text(Buffer body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("the body is not UTF-8");
    }
  }

  private static void rejectUnknownFields(ObjectNode object, Set<String> allowedFields) {
    for (String field : object.propertyNames()) {
      if (!allowedFields.isEmpty() && !allowedFields.contains(field)) {
        throw Problem.badRequest("there is no field \"" + field + "\" here; there are "
            + String.join(", ", allowedFields.stream().sorted().toList()));
      }
    }
  }

  /** A person sees every character that an agent is told. */
  private static void rejectInvisibleCharacters(JsonNode node) {
    if (node.isString()) {
      node.asString().codePoints().filter(Json::isInvisible).findFirst().ifPresent(codePoint -> {
        throw Problem.badRequest(String.format(
            "the text holds the character U+%04X, which cannot be seen or stored: take it out",
            codePoint));
      });
    }
    node.forEach(Json::rejectInvisibleCharacters);
    if (node instanceof ObjectNode object) {
      object.propertyNames().forEach(name -> rejectInvisibleCharacters(object.stringNode(name)));
    }
  }

  private static boolean isInvisible(int codePoint) {
    boolean control = Character.isISOControl(codePoint) && "\t\n\r".indexOf(codePoint) < 0;
    boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    boolean bidiControl =
        (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    return control || surrogate || bidiControl || codePoint == 0xFEFF;
  }

  /** A text field; empty where it is missing. */
  public static String text(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isMissingNode() && !value.isString()) {
      throw Problem.badRequest("\"" + field + "\" must be a text");
    }
    return value.asString("");
  }

  /** A yes-or-no field; no where it is missing. */
  public static boolean bool(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw Problem.badRequest("\"" + field + "\" must be true or false");
    }
    return value.asBoolean(false);
  }
}
