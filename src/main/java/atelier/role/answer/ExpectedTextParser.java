package atelier.role.answer;

import atelier.event.ExpectedText;
import atelier.proof.TextPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Parses what an example expects of a text, and reports what is wrong with it. */
final class ExpectedTextParser {
  private static final Set<String> TEXT_KEYS =
      Set.of("equals", "contains", "matches", "empty", "sameAs", "json");

  private final Consumer<String> rejections;

  /** {@code rejections} receives each reason why something cannot be read. */
  ExpectedTextParser(Consumer<String> rejections) {
    this.rejections = rejections;
  }

  /** Parses an object, or a plain value that the whole text equals. */
  ExpectedText parse(JsonNode node, String name, int step) {
    if (node.isMissingNode() || node.isNull()) {
      return ExpectedText.ANYTHING;
    }
    if (node.isValueNode() && !node.isBoolean()) {
      return ExpectedText.exactly(node.asString());
    }
    if (!node.isObject()) {
      rejections.accept("what is expected of " + name + " must be an object such as"
          + " {\"contains\": [\"text\"]}, not " + CommandParser.shown(node));
      return ExpectedText.ANYTHING;
    }
    requireKnown(node, TEXT_KEYS);
    List<String> contains = contains(node.path("contains"), name);
    requireText(node, "equals", name);
    requireText(node, "matches", name);
    requireText(node, "sameAs", name);
    if (node.hasNonNull("empty") && !node.path("empty").isBoolean()) {
      rejections.accept("\"empty\" of " + name + " must be true or false");
    }
    Optional<String> matches = string(node.path("matches"));
    matches.ifPresent(pattern -> pattern(pattern, name));
    Optional<String> sameAs = string(node.path("sameAs"));
    if (sameAs.filter(stream -> !isEarlier(stream, step)).isPresent()) {
      rejections.accept(
          "\"sameAs\" of " + name + " must name a stream of an earlier step, such as 1.stdout");
    }
    JsonNode empty = node.path("empty");
    return new ExpectedText(
        string(node.path("equals")),
        contains,
        matches,
        empty.isBoolean() ? Optional.of(empty.asBoolean()) : Optional.empty(),
        sameAs,
        Optional.ofNullable(node.get("json")));
  }

  private List<String> contains(JsonNode parts, String name) {
    List<String> contains = new ArrayList<>();
    if (parts.isValueNode() && !parts.isNull()) {
      return List.of(parts.asString());
    }
    if (parts.isObject() || parts.valueStream().anyMatch(part -> !isText(part))) {
      rejections.accept("\"contains\" of " + name + " must be a list of texts");
    }
    parts.forEach(part -> contains.add(part.asString("")));
    return contains;
  }

  private void requireText(JsonNode node, String key, String name) {
    if (node.hasNonNull(key) && !isText(node.path(key))) {
      rejections.accept("\"" + key + "\" of " + name + " must be text, not "
          + CommandParser.shown(node.path(key)));
    }
  }

  private static boolean isText(JsonNode node) {
    return node.isValueNode() && !node.isNull();
  }

  private static Optional<String> string(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? Optional.of(node.asString()) : Optional.empty();
  }

  private static boolean isEarlier(String sameAs, int step) {
    return sameAs.matches("[1-9]\\d?\\.(stdout|stderr)")
        && Integer.parseInt(sameAs.substring(0, sameAs.indexOf('.'))) < step;
  }

  private void pattern(String pattern, String name) {
    TextPattern.findViolation(pattern)
        .ifPresent(violation ->
            rejections.accept("\"matches\" of " + name + " is no RE2 expression: " + violation));
  }

  /** Rejects keys that are not in {@code keys}. */
  void requireKnown(JsonNode node, Set<String> keys) {
    node.properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !keys.contains(key))
        .forEach(
            key -> rejections.accept("unknown expectation \"" + key + "\"; known are " + keys));
  }
}
