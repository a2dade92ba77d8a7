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
    if (node.isString() || node.isNumber()) {
      return ExpectedText.exactly(node.asString());
    }
    requireKnown(node, name, TEXT_KEYS);
    Optional<String> matches = string(node.path("matches"), name + ".matches");
    matches.ifPresent(pattern -> requirePattern(pattern, name));
    Optional<String> sameAs = string(node.path("sameAs"), name + ".sameAs");
    if (sameAs.filter(stream -> !isEarlier(stream, step)).isPresent()) {
      rejections.accept(
          "\"sameAs\" of " + name + " must name a stream of an earlier step, such as 1.stdout");
    }
    return new ExpectedText(
        string(node.path("equals"), name + ".equals"),
        contains(node.path("contains"), name),
        matches,
        flag(node.path("empty"), name),
        sameAs,
        Optional.ofNullable(node.get("json")).map(json -> requireContent(json, name)));
  }

  private List<String> contains(JsonNode node, String name) {
    List<String> parts = new ArrayList<>();
    Iterable<JsonNode> nodes = node.isArray() ? node : List.of(node);
    for (JsonNode part : nodes) {
      if (part.isString() || part.isNumber()) {
        parts.add(part.asString());
      } else if (!part.isMissingNode() && !part.isNull()) {
        rejections.accept(
            "\"contains\" of " + name + " must be a list of texts, not one with " + part);
      }
    }
    if (parts.contains("")) {
      rejections.accept(
          "\"contains\" of " + name + " has an empty text, which every text contains");
    }
    return parts;
  }

  /** A text or a number; whatever else is not read as one. */
  private Optional<String> string(JsonNode node, String name) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString() && !node.isNumber()) {
      rejections.accept("\"" + name + "\" must be text, not " + node);
      return Optional.empty();
    }
    return Optional.of(node.asString());
  }

  private Optional<Boolean> flag(JsonNode node, String name) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isBoolean()) {
      rejections.accept("\"" + name + ".empty\" must be true or false, not " + node);
      return Optional.empty();
    }
    return Optional.of(node.asBoolean());
  }

  /** Rejects an empty object, which is a subset of every one. */
  JsonNode requireContent(JsonNode json, String name) {
    if (json.isObject() && json.isEmpty()) {
      rejections.accept("\"json\" of " + name + " is {}, which expects nothing");
    }
    return json;
  }

  private static boolean isEarlier(String sameAs, int step) {
    return sameAs.matches("[1-9]\\d?\\.(stdout|stderr)")
        && Integer.parseInt(sameAs.substring(0, sameAs.indexOf('.'))) < step;
  }

  private void requirePattern(String pattern, String name) {
    TextPattern.findViolation(pattern)
        .ifPresent(violation ->
            rejections.accept("\"matches\" of " + name + " is unusable: " + violation));
  }

  /** Rejects what is not an object, and keys that are not in {@code keys}. */
  void requireKnown(JsonNode node, String name, Set<String> keys) {
    if (node.isMissingNode() || node.isNull()) {
      return;
    }
    if (!node.isObject()) {
      rejections.accept("\"" + name + "\" must be an object, not " + node);
    }
    node.properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !keys.contains(key))
        .forEach(key ->
            rejections.accept("unknown key \"" + key + "\" in " + name + "; known are " + keys));
  }
}
