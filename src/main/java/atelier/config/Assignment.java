package atelier.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The assignment of a value to a key.
 *
 * @param name as the user wrote it, for messages
 * @param merged whether the value is merged into the present map instead of replacing it
 */
record Assignment(Key<?> key, String name, JsonNode value, SettingSource source, boolean merged) {
  /** Reads a tree of settings; throws {@link InvalidSetting} for an unknown name. */
  static List<Assignment> fromTree(JsonNode tree, SettingSource source) {
    if (!tree.isObject()) {
      throw new InvalidSetting(
          source.origin() + " must contain settings such as \"llm: {model: NAME}\"");
    }
    List<Assignment> assignments = new ArrayList<>();
    collect("", "", tree, source, assignments);
    return assignments;
  }

  /** Reads one entry of {@code llm.roles} or {@code llm.fallback} as settings under llm. */
  static List<Assignment> fromModelEntry(String name, JsonNode entry, SettingSource source) {
    List<Assignment> assignments = new ArrayList<>();
    var entrySource = new SettingSource(SettingSource.Layer.MODEL_ENTRY, source.origin());
    collect("llm", name, entry, entrySource, assignments);
    for (var assignment : assignments) {
      if (assignment.key.equals(Keys.LLM_ROLES) || assignment.key.equals(Keys.LLM_FALLBACK)) {
        throw unknownSetting(assignment.name, assignment.source);
      }
    }
    return assignments;
  }

  /** Reads a value for a dotted name, which may name a map entry such as {@code roles.writer}. */
  static List<Assignment> fromText(String name, String text, SettingSource source) {
    var key = Keys.find(name);
    if (key.isPresent()) {
      return List.of(forKey(key.get(), name, text, source));
    }
    var value = Yaml.parse(text, source.origin() + " " + name, true);
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      var map = Keys.find(name.substring(0, dot));
      if (map.isPresent() && dot < name.length() - 1 && isMapByRole(map.get())) {
        var inner = Yaml.nest(name.substring(dot + 1), value);
        return List.of(new Assignment(map.get(), name, inner, source, true));
      }
    }
    List<Assignment> assignments = new ArrayList<>();
    collect(name, name, value, source, assignments);
    return assignments;
  }

  static Assignment forKey(Key<?> key, String name, String text, SettingSource source) {
    var value = key.type().literal()
        ? Yaml.textNode(text)
        : Yaml.parse(text, source.origin() + " " + name, key.secret());
    return new Assignment(key, name, value, source, false);
  }

  private static boolean isMapByRole(Key<?> key) {
    return key.equals(Keys.ROLES) || key.equals(Keys.LLM_ROLES);
  }

  private static void collect(
      String path, String name, JsonNode node, SettingSource source, List<Assignment> assignments) {
    var key = Keys.find(path);
    if (key.isPresent() && !node.isNull()) {
      assignments.add(new Assignment(key.get(), name, node, source, false));
    } else if (key.isEmpty() && !path.isEmpty() && !Keys.isGroup(path)) {
      throw unknownSetting(name, source);
    } else if (key.isEmpty() && node.isObject()) {
      for (var property : node.properties()) {
        var inner = property.getKey();
        collect(
            joinPath(path, inner), joinPath(name, inner), property.getValue(), source, assignments);
      }
    } else if (key.isEmpty() && !node.isNull() && !node.isMissingNode()) {
      throw new InvalidSetting(
          name + " (" + source.origin() + ") is a group: it accepts " + memberNames(path));
    }
  }

  static InvalidSetting unknownSetting(String name, SettingSource source) {
    var nearest = DidYouMean.suggest(name, Keys.all().stream().map(Key::name).toList());
    return new InvalidSetting("unknown setting " + name + " (" + source.origin()
        + "): did you mean " + nearest + "? \"atelier config\" lists all settings");
  }

  private static String memberNames(String path) {
    return Keys.all().stream()
        .map(Key::name)
        .filter(name -> name.startsWith(path + "."))
        .collect(Collectors.joining(", "));
  }

  private static String joinPath(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Merges two trees: {@code added} overrides {@code existing}, maps are merged at every depth. */
  static JsonNode merge(JsonNode existing, JsonNode added) {
    if (!(existing instanceof ObjectNode existingMap) || !(added instanceof ObjectNode)) {
      return added;
    }
    var merged = existingMap.deepCopy();
    for (var property : added.properties()) {
      var existingValue = merged.path(property.getKey());
      merged.set(property.getKey(), merge(existingValue, property.getValue()));
    }
    return merged;
  }
}
