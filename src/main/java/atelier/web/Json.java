package atelier.web;

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
final class Json {
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

  static String write(Object shape) {
    return MAPPER.writeValueAsString(shape);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode tree(Object shape) {
    return MAPPER.valueToTree(shape);
  }

  /**
   * Reads a body as one JSON object.
   *
   * @param known the fields it may have; empty: any
   * @throws Problem where it is anything else, or doubtful: twice the same key, characters that
   *     cannot be seen or stored
   */
  static ObjectNode read(Buffer body, Set<String> known) {
    String text = text(body);
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!(node instanceof ObjectNode object)) {
        throw Problem.badRequest("the body must be a JSON object");
      }
      refuseUnknown(object, known);
      refuseInvisible(object);
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

  private static void refuseUnknown(ObjectNode object, Set<String> known) {
    for (String field : object.propertyNames()) {
      if (!known.isEmpty() && !known.contains(field)) {
        throw Problem.badRequest("there is no field \"" + field + "\" here; there are "
            + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  /** A person sees every character that an agent is told. */
  private static void refuseInvisible(JsonNode node) {
    if (node.isString()) {
      node.asString().codePoints().filter(Json::isInvisible).findFirst().ifPresent(point -> {
        throw Problem.badRequest(String.format(
            "the text holds the character U+%04X, which cannot be seen or stored: take it out",
            point));
      });
    }
    node.forEach(Json::refuseInvisible);
    if (node instanceof ObjectNode object) {
      object.propertyNames().forEach(name -> refuseInvisible(object.stringNode(name)));
    }
  }

  private static boolean isInvisible(int point) {
    boolean control = Character.isISOControl(point) && "\t\n\r".indexOf(point) < 0;
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    boolean direction =
        (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    return control || surrogate || direction || point == 0xFEFF;
  }

  /** A text field; empty where it is missing. */
  static String text(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isMissingNode() && !value.isString()) {
      throw Problem.badRequest("\"" + field + "\" must be a text");
    }
    return value.asString("");
  }

  /** A yes-or-no field; no where it is missing. */
  static boolean flag(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw Problem.badRequest("\"" + field + "\" must be true or false");
    }
    return value.asBoolean(false);
  }
}
