package atelier.role.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads fields of a model's JSON under each of the names that models use. */
final class JsonFields {
  private static final int MAX_TEXT_CHARS = 4_000;

  private JsonFields() {}

  /**
   * The value of the first of these fields that exists, written as here or else in another case
   * ({@code file_path}, {@code filePath}); a missing node if none does.
   */
  static JsonNode first(JsonNode node, String... fields) {
    for (String field : fields) {
      if (node.has(field) && !node.path(field).isNull()) {
        return node.path(field);
      }
    }
    for (String field : fields) {
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        if (plain(property.getKey()).equals(plain(field))
            && !property.getValue().isNull()) {
          return property.getValue();
        }
      }
    }
    return node.path(fields[0]);
  }

  /** The name of a field without case and separators. */
  static String plain(String field) {
    return field.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
  }

  /** The text of the first of these fields that exists; empty if none does. */
  static String text(JsonNode node, String... fields) {
    JsonNode value = first(node, fields);
    return value.isString()
        ? cut(value.asString().strip())
        : value.isContainer() ? cut(value.toString()) : "";
  }

  /** The text that a node is; empty if it is none. */
  static String textOf(JsonNode node) {
    return node.isString() ? cut(node.asString().strip()) : "";
  }

  /** The texts of a list, or the only one. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : node.isString() ? List.of(node) : node) {
      if (text.isString() && !text.asString().isBlank()) {
        texts.add(cut(text.asString()));
      }
    }
    return texts;
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS);
  }
}
