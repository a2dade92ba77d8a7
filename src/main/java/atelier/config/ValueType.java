package atelier.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The type of a setting's value.
 *
 * @param accepts a description of valid values that follows "it accepts"
 * @param literal whether the text of a variable or option is used as is instead of parsed as YAML
 * @param reader converts a node to a value; empty if the node is not a valid value
 */
record ValueType<T>(String accepts, boolean literal, Function<JsonNode, Optional<T>> reader) {
  private static final Duration MAX_DURATION = Duration.ofHours(24);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
  private static final Duration MAX_AGE = Duration.ofDays(365);
  private static final Pattern AGE_TEXT = Pattern.compile("(\\d{1,4})\\s*([dh])");
  private static final Pattern HOST =
      Pattern.compile("(?=[^:]{1,253}(?::|$))[\\w-]+(?:[.][\\w-]+)*(?::([1-9]\\d{0,4}))?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([kmg])(?:i?b)?");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
  private static final Map<String, Long> BYTES =
      Map.of("k", 1L << 10, "m", 1L << 20, "g", 1L << 30);
  private static final Set<String> ROLES = Set.of(
      "environment",
      "architect",
      "researcher",
      "writer",
      "validator",
      "auditor",
      "runner",
      "gitbot",
      "clerk",
      "analyst");

  static final ValueType<Boolean> BOOLEAN = new ValueType<>(
      "true or false",
      false,
      node -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty());

  static final ValueType<Duration> DURATION_WITH_UNIT = new ValueType<>(
      "a duration with a unit, up to 24h, such as 500ms, 10s, 2m or 1h", true, ValueType::duration);

  static final ValueType<Duration> AGE = new ValueType<>(
      "an age in days or hours, up to 365d, such as 7d, 12h or 0d", true, ValueType::age);

  static final ValueType<Long> SIZE_WITH_UNIT = new ValueType<>(
      "a size with a unit, from 16m to 1024g, such as 512m or 2g", true, ValueType::size);

  static final ValueType<String> ENDPOINT = text(
      "a URL such as http://host:11434, without user, query or fragment", ValueType::isEndpoint);

  static final ValueType<String> PROXY = text(
      "a proxy such as http://user:password@host:3128 or socks5://host:1080",
      ProxySettings::isAddress);

  static final ValueType<String> PATH = text("a path", value -> !value.isBlank());

  static final ValueType<String> SINGLE_LINE = text("text on one line", value -> true);

  static final ValueType<List<String>> ADDRESSES = new ValueType<>(
      "a list of addresses such as [10.0.0.2:5701, pi-3]", false, ValueType::addresses);

  static final ValueType<List<String>> HOSTS_AND_PORTS = new ValueType<>(
      "a list of host names such as [mirror.corp.example, npm.corp.example:8443]",
      false,
      node -> addresses(node).filter(hosts -> hosts.stream().allMatch(ValueType::isHost)));

  static final ValueType<Map<String, Integer>> AGENT_COUNTS = new ValueType<>(
      "auto, or the number of agents (0 to 64) by role, such as {writer: 2, runner: 0}",
      false,
      ValueType::agentCounts);

  static final ValueType<List<JsonNode>> MODELS = new ValueType<>(
      "a list of models, such as [{provider: anthropic, model: claude-sonnet-5-5}]",
      false,
      node -> node.isArray() ? all(node, JsonNode::isObject) : Optional.empty());

  static final ValueType<Map<String, JsonNode>> MODELS_BY_ROLE = new ValueType<>(
      "models by role, such as {architect: {model: qwen3.5:9b}}", false, ValueType::modelsByRole);

  static ValueType<String> text(String accepts, Predicate<String> accepted) {
    return new ValueType<>(accepts, true, node -> singleLine(node).filter(accepted));
  }

  static ValueType<String> matching(String accepts, String regex) {
    return text(accepts, Pattern.compile(regex).asMatchPredicate());
  }

  static ValueType<String> choice(String... choices) {
    return text(String.join(", ", choices), List.of(choices)::contains);
  }

  static ValueType<Integer> number(int min, int max) {
    return new ValueType<>(
        "a whole number from " + min + " to " + max,
        false,
        node -> node.isInt() && node.intValue() >= min && node.intValue() <= max
            ? Optional.of(node.intValue())
            : Optional.empty());
  }

  static ValueType<String> orEmpty(ValueType<String> type) {
    return new ValueType<>(
        type.accepts + "; empty for none",
        true,
        node -> node.isString() && node.stringValue().isEmpty()
            ? Optional.of("")
            : type.reader.apply(node));
  }

  private static Optional<String> singleLine(JsonNode node) {
    return Optional.of(node)
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .filter(
            value -> value.length() <= 4096 && value.chars().noneMatch(Character::isISOControl));
  }

  private static Optional<Duration> duration(JsonNode node) {
    return singleLine(node)
        .map(DURATION::matcher)
        .filter(Matcher::matches)
        .map(match -> Duration.ofMillis(multiplyByUnit(match, MILLIS)))
        .filter(duration -> !duration.isZero() && duration.compareTo(MAX_DURATION) <= 0);
  }

  private static Optional<Duration> age(JsonNode node) {
    return singleLine(node)
        .map(AGE_TEXT::matcher)
        .filter(Matcher::matches)
        .map(match -> Duration.ofHours(
            Long.parseLong(match.group(1)) * (match.group(2).equals("d") ? 24 : 1)))
        .filter(age -> age.compareTo(MAX_AGE) <= 0);
  }

  private static Optional<Long> size(JsonNode node) {
    return singleLine(node)
        .map(text -> SIZE.matcher(text.toLowerCase(Locale.ROOT)))
        .filter(Matcher::matches)
        .map(match -> multiplyByUnit(match, BYTES))
        .filter(bytes -> bytes >= 16L << 20 && bytes <= 1024L << 30);
  }

  private static long multiplyByUnit(Matcher match, Map<String, Long> units) {
    return Long.parseLong(match.group(1)) * units.getOrDefault(match.group(2), 0L);
  }

  private static boolean isEndpoint(String value) {
    try {
      var uri = new URI(value);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<List<String>> addresses(JsonNode node) {
    if (!node.isArray()) {
      return Optional.empty();
    }
    return all(
            node,
            peer -> singleLine(peer).filter(text -> text.matches("[^\\s/]+")).isPresent())
        .map(nodes -> nodes.stream().map(JsonNode::stringValue).toList());
  }

  private static boolean isHost(String text) {
    Matcher match = HOST.matcher(text);
    return match.matches()
        && (match.group(1) == null || Integer.parseInt(match.group(1)) <= 65_535);
  }

  private static Optional<Map<String, Integer>> agentCounts(JsonNode node) {
    if (node.isString() && node.stringValue().equals("auto")) {
      return Optional.of(Map.of());
    }
    return byRole(node, count -> number(0, 64).reader.apply(count).isPresent()).map(counts -> {
      Map<String, Integer> agents = new LinkedHashMap<>();
      counts.forEach((role, count) -> agents.put(role, count.intValue()));
      return agents;
    });
  }

  private static Optional<Map<String, JsonNode>> modelsByRole(JsonNode node) {
    return byRole(node, JsonNode::isObject);
  }

  private static Optional<Map<String, JsonNode>> byRole(
      JsonNode node, Predicate<JsonNode> isValid) {
    Map<String, JsonNode> byRole = new LinkedHashMap<>();
    if (!node.isObject()) {
      return Optional.empty();
    }
    for (var property : node.properties()) {
      if (!ROLES.contains(property.getKey()) || !isValid.test(property.getValue())) {
        return Optional.empty();
      }
      byRole.put(property.getKey(), property.getValue());
    }
    return Optional.of(byRole);
  }

  private static Optional<List<JsonNode>> all(JsonNode list, Predicate<JsonNode> isValid) {
    List<JsonNode> nodes = new ArrayList<>();
    for (var node : list) {
      nodes.add(node);
    }
    return nodes.stream().allMatch(isValid) ? Optional.of(List.copyOf(nodes)) : Optional.empty();
  }
}
