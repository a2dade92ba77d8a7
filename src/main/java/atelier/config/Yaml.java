package atelier.config;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Parses YAML text into a tree. */
final class Yaml {
  private static final YAMLMapper MAPPER = YAMLMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private Yaml() {}

  /**
   * Parses a text; returns a missing node if it has only comments.
   *
   * @param origin the file, variable or option, for the message
   * @param secret whether the message must not quote the text
   */
  static JsonNode parse(String text, String origin, boolean secret) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      var position = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      var reason = secret ? "" : ": " + firstLine(e.getOriginalMessage());
      throw new InvalidSetting(origin + position + " is not YAML" + reason);
    }
  }

  static JsonNode parse(String text) {
    return parse(text, "the defaults", false);
  }

  static JsonNode textNode(String value) {
    return MAPPER.getNodeFactory().stringNode(value);
  }

  /** Returns {@code {outer: {inner: value}}} for the path {@code outer.inner}. */
  static JsonNode nest(String path, JsonNode value) {
    var node = value;
    var names = path.split("\\.", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      node = MAPPER.createObjectNode().set(names[i], node);
    }
    return node;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("syntax error");
  }
}
