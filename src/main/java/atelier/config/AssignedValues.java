package atelier.config;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The values assigned so far; a key without one has its default. Immutable. */
final class AssignedValues {
  /** A value, the name that the user wrote, and the source. */
  record Value(String name, JsonNode node, SettingSource source) {}

  private final Map<Key<?>, Value> values;

  private AssignedValues(Map<Key<?>, Value> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  static AssignedValues none() {
    return new AssignedValues(Map.of());
  }

  /**
   * Returns these values overridden by {@code assignments}. A different {@code llm.provider}
   * removes the model, endpoint and key that were assigned before.
   */
  AssignedValues withAssignments(List<Assignment> assignments) {
    Map<Key<?>, Value> merged = new LinkedHashMap<>(values);
    var providerFirst = Comparator.comparing(
        (Assignment assignment) -> !assignment.key().equals(Keys.LLM_PROVIDER));
    for (var assignment : assignments.stream().sorted(providerFirst).toList()) {
      if (assignment.key().equals(Keys.LLM_PROVIDER)
          && !assignment.value().equals(value(Keys.LLM_PROVIDER).node())) {
        List.of(Keys.LLM_MODEL, Keys.LLM_ENDPOINT, Keys.LLM_KEY).forEach(merged::remove);
      }
      var node = assignment.merged()
          ? Assignment.merge(
              new AssignedValues(merged).value(assignment.key()).node(), assignment.value())
          : assignment.value();
      merged.put(assignment.key(), new Value(assignment.name(), node, assignment.source()));
    }
    return new AssignedValues(merged);
  }

  boolean has(Key<?> key) {
    return values.containsKey(key);
  }

  Value value(Key<?> key) {
    var value = values.get(key);
    return value != null
        ? value
        : new Value(key.name(), Yaml.parse(key.defaultValue()), SettingSource.BUILT_IN);
  }

  <T> T get(Key<T> key) {
    var value = value(key);
    return key.type().reader().apply(value.node()).orElseThrow(() -> invalid(key, value));
  }

  private static InvalidSetting invalid(Key<?> key, Value value) {
    var shown = key.secret() ? "" : " = " + ValueFormat.format(value.node());
    return new InvalidSetting(value.name() + shown + " (" + value.source().origin()
        + ") is invalid: it accepts " + key.type().accepts());
  }
}
