package atelier.role.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads fields of an example, and reports those that are not what they must be. */
final class ExampleFields {
  private static final Set<String> REMARKS = Set.of("description", "why", "note", "comment", "id");

  private final Consumer<String> rejections;

  /** {@code rejections} receives each reason why something cannot be read. */
  ExampleFields(Consumer<String> rejections) {
    this.rejections = rejections;
  }

  /** Rejects fields that are not read, and so would be missing from the proof. */
  void requireFields(JsonNode node, Set<String> fields, String what) {
    if (!node.isObject()) {
      rejections.accept(what + " must be an object, not " + CommandParser.shown(node));
    }
    node.propertyNames().stream()
        .filter(field -> !fields.contains(field) && !REMARKS.contains(field))
        .forEach(field -> rejections.accept(
            "the unknown field \"" + field + "\" of " + what + "; known are " + fields));
  }

  /** Rejects what is not a list. */
  void requireList(JsonNode node, String name) {
    if (!node.isArray() && !node.isMissingNode() && !node.isNull()) {
      rejections.accept("\"" + name + "\" must be a list, not " + CommandParser.shown(node));
    }
  }

  /** Rejects what is not an object. */
  void requireObject(JsonNode node, String name) {
    if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
      rejections.accept("\"" + name + "\" must be an object, not " + CommandParser.shown(node));
    }
  }

  /** The texts of an object by name. */
  Map<String, String> strings(JsonNode node, String name) {
    Map<String, String> strings = new LinkedHashMap<>();
    requireObject(node, name);
    for (Map.Entry<String, JsonNode> text : node.properties()) {
      if (!text.getValue().isValueNode()) {
        rejections.accept("\"" + text.getKey() + "\" in \"" + name + "\" must be text");
      }
      strings.put(text.getKey(), text.getValue().asString(""));
    }
    return strings;
  }

  /** The text of a field that may be missing. */
  String stdin(JsonNode node) {
    if (node.isContainer()) {
      rejections.accept("\"stdin\" must be text, not " + CommandParser.shown(node));
    }
    return node.asString("");
  }

  /** The number of a field that may be missing. */
  Optional<Integer> number(JsonNode node, String name) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    boolean isNumber = node.canConvertToInt() || node.asString("").matches("\\d{1,9}");
    if (!isNumber) {
      rejections.accept("\"" + name + "\" must be a number, not " + node);
    }
    return isNumber ? Optional.of(node.asInt()) : Optional.empty();
  }
}
