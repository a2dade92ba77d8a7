package atelier.config;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How values are shown: as YAML on one line, without secrets. */
final class ValueFormat {
  private static final int LONGEST = 200;

  private ValueFormat() {}

  static String of(JsonNode node) {
    var shown = flow(node);
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
  }

  private static String flow(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(property -> property.getKey() + ": "
              + (property.getKey().equals("key") ? "****" : flow(property.getValue())))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node.isArray()) {
      return node.valueStream().map(ValueFormat::flow).collect(Collectors.joining(", ", "[", "]"));
    }
    var text = node.asString("null");
    return text.isEmpty() ? "\"\"" : text.replaceAll("\\p{Cntrl}", "?");
  }
}
