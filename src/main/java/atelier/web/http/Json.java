package atelier.web.http;

import atelier.event.HiddenCharacters;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Parses JSON of request bodies strictly, and writes JSON of replies (RFC 8259). */
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
   * Parses a body as one JSON object.
   *
   * @param allowedFields the fields that it may have; empty: any
   * @throws Problem with status 400 if it is anything else, has unknown or duplicate fields, or
   *     contains invisible characters
   */
  public static ObjectNode parseObject(Buffer body, Set<String> allowedFields) {
    String text = decodeUtf8(body);
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!(node instanceof ObjectNode object)) {
        throw HttpProblem.badRequest("the body must be a JSON object");
      }
      rejectUnknownFields(object, allowedFields);
      removeByteOrderMarks(object);
      rejectInvisibleCharacters(object);
      return object;
    } catch (JacksonException e) {
      throw HttpProblem.badRequest("the body is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private static String decodeUtf8(Buffer body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw HttpProblem.badRequest("the body is not UTF-8");
    }
  }

  /** Editors put a mark in front of a file, which stays in a text that was read from it. */
  private static void removeByteOrderMarks(ObjectNode object) {
    for (String field : List.copyOf(object.propertyNames())) {
      if (object.path(field).isString()) {
        object.put(field, withoutByteOrderMark(object.path(field).asString()));
      }
    }
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static void rejectUnknownFields(ObjectNode object, Set<String> allowedFields) {
    for (String field : object.propertyNames()) {
      if (!allowedFields.isEmpty() && !allowedFields.contains(field)) {
        throw HttpProblem.badRequest("unknown field \"" + field + "\"; allowed fields: "
            + String.join(", ", allowedFields.stream().sorted().toList()));
      }
    }
  }

  /**
   * Ensures that a person sees every character that a model receives. A text is refused and not
   * cleaned: what was removed would be missing from what the person sent.
   */
  private static void rejectInvisibleCharacters(JsonNode node) {
    if (node.isString()) {
      HiddenCharacters.findFirst(node.asString()).ifPresent(codePoint -> {
        throw HttpProblem.badRequest(String.format(
            "the text contains U+%04X, an invisible or invalid character: remove it", codePoint));
      });
    }
    node.forEach(Json::rejectInvisibleCharacters);
    if (node instanceof ObjectNode object) {
      object.propertyNames().forEach(name -> rejectInvisibleCharacters(object.stringNode(name)));
    }
  }

  /** The value of a string field; empty if it is missing. */
  public static String text(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isMissingNode() && !value.isString()) {
      throw HttpProblem.badRequest("\"" + field + "\" must be a string");
    }
    return value.asString("");
  }

  /** The value of a boolean field; false if it is missing. */
  public static boolean bool(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw HttpProblem.badRequest("\"" + field + "\" must be true or false");
    }
    return value.asBoolean(false);
  }
}
