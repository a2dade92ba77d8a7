package atelier.config;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Formats a value as YAML on one line; keys of models are masked, long values are cut. */
final class ValueFormat {
  private static final int MAX_CHARS = 200;

  private ValueFormat() {}

  static String format(JsonNode node) {
    var text = flowStyle(node);
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }

  private static String flowStyle(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(property -> property.getKey() + ": "
              + (property.getKey().equals("key") ? "****" : flowStyle(property.getValue())))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node.isArray()) {
      return node.valueStream()
          .map(ValueFormat::flowStyle)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    var text = node.asString("null");
    return text.isEmpty() ? "\"\"" : text.replaceAll("\\p{Cntrl}", "?");
  }
}
