package atelier.config;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What was assigned so far; the table's defaults stand behind it. Immutable. */
final class AssignedValues {
  /** A value with the name under which a user knows it. */
  record Value(String name, JsonNode node, SettingSource source) {}

  private final Map<Key<?>, Value> assigned;

  private AssignedValues(Map<Key<?>, Value> assigned) {
    this.assigned = Collections.unmodifiableMap(assigned);
  }

  static AssignedValues none() {
    return new AssignedValues(Map.of());
  }

  /** These values with more on top. Another provider begins anew, with its own model and place. */
  AssignedValues with(List<Assignment> more) {
    Map<Key<?>, Value> values = new LinkedHashMap<>(assigned);
    var providerFirst = Comparator.comparing(
        (Assignment assignment) -> !assignment.key().equals(Keys.LLM_PROVIDER));
    for (var assignment : more.stream().sorted(providerFirst).toList()) {
      if (assignment.key().equals(Keys.LLM_PROVIDER)
          && !assignment.value().equals(value(Keys.LLM_PROVIDER).node())) {
        List.of(Keys.LLM_MODEL, Keys.LLM_ENDPOINT, Keys.LLM_KEY).forEach(values::remove);
      }
      var node = assignment.merged()
          ? Assignment.merge(
              new AssignedValues(values).value(assignment.key()).node(), assignment.value())
          : assignment.value();
      values.put(assignment.key(), new Value(assignment.name(), node, assignment.source()));
    }
    return new AssignedValues(values);
  }

  boolean has(Key<?> key) {
    return assigned.containsKey(key);
  }

  Value value(Key<?> key) {
    var value = assigned.get(key);
    return value != null
        ? value
        : new Value(key.name(), Yaml.read(key.byDefault()), SettingSource.BUILT_IN);
  }

  <T> T get(Key<T> key) {
    var value = value(key);
    return key.kind().reader().apply(value.node()).orElseThrow(() -> refused(key, value));
  }

  private static InvalidSetting refused(Key<?> key, Value value) {
    var shown = key.secret() ? "" : " = " + ValueFormat.of(value.node());
    return new InvalidSetting(value.name() + shown + " (" + value.source().where()
        + ") cannot be used: it takes " + key.kind().accepts());
  }
}
