package atelier.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key is given a value.
 *
 * @param name as the user wrote it, for messages
 * @param merged the value is put into the map that is there instead of replacing it
 */
record Assignment(Key<?> key, String name, JsonNode value, SettingSource source, boolean merged) {
  /** What a tree of settings assigns; refuses names that are not in the table. */
  static List<Assignment> of(JsonNode tree, SettingSource source) {
    if (!tree.isObject()) {
      throw new InvalidSetting(
          source.where() + " must hold settings such as \"llm: {model: NAME}\"");
    }
    List<Assignment> found = new ArrayList<>();
    walk("", "", tree, source, found);
    return found;
  }

  /** What one entry of {@code llm.roles} or {@code llm.fallback} assigns to keys under llm. */
  static List<Assignment> ofModel(String name, JsonNode entry, SettingSource source) {
    List<Assignment> found = new ArrayList<>();
    walk("llm", name, entry, new SettingSource(SettingSource.Layer.ENTRY, source.where()), found);
    for (var assignment : found) {
      if (assignment.key.equals(Keys.LLM_ROLES) || assignment.key.equals(Keys.LLM_FALLBACK)) {
        throw unknown(assignment.name, assignment.source);
      }
    }
    return found;
  }

  /** One assignment by a dotted name, which may lead into a map such as {@code roles.writer}. */
  static List<Assignment> of(String name, String text, SettingSource source) {
    var key = Keys.named(name);
    if (key.isPresent()) {
      return List.of(of(key.get(), name, text, source));
    }
    var value = Yaml.read(text, source.where() + " " + name, true);
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      var map = Keys.named(name.substring(0, dot));
      if (map.isPresent() && dot < name.length() - 1 && holdsNames(map.get())) {
        var inner = Yaml.nested(name.substring(dot + 1), value);
        return List.of(new Assignment(map.get(), name, inner, source, true));
      }
    }
    List<Assignment> found = new ArrayList<>();
    walk(name, name, value, source, found);
    return found;
  }

  static Assignment of(Key<?> key, String name, String text, SettingSource source) {
    var value = key.kind().literal()
        ? Yaml.text(text)
        : Yaml.read(text, source.where() + " " + name, key.secret());
    return new Assignment(key, name, value, source, false);
  }

  private static boolean holdsNames(Key<?> key) {
    return key.equals(Keys.ROLES) || key.equals(Keys.LLM_ROLES);
  }

  private static void walk(
      String path, String name, JsonNode node, SettingSource source, List<Assignment> found) {
    var key = Keys.named(path);
    if (key.isPresent() && !node.isNull()) {
      found.add(new Assignment(key.get(), name, node, source, false));
    } else if (key.isEmpty() && !path.isEmpty() && !Keys.isGroup(path)) {
      throw unknown(name, source);
    } else if (key.isEmpty() && node.isObject()) {
      for (var property : node.properties()) {
        var inner = property.getKey();
        walk(joined(path, inner), joined(name, inner), property.getValue(), source, found);
      }
    } else if (key.isEmpty() && !node.isNull() && !node.isMissingNode()) {
      throw new InvalidSetting(
          name + " (" + source.where() + ") is a group: it takes " + members(path));
    }
  }

  static InvalidSetting unknown(String name, SettingSource source) {
    var nearest = DidYouMean.to(name, Keys.all().stream().map(Key::name).toList());
    return new InvalidSetting("unknown setting " + name + " (" + source.where() + "): did you mean "
        + nearest + "? \"atelier config\" lists them all");
  }

  private static String members(String path) {
    return Keys.all().stream()
        .map(Key::name)
        .filter(name -> name.startsWith(path + "."))
        .collect(Collectors.joining(", "));
  }

  private static String joined(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The map that was there with this one's entries put into it, at every depth. */
  static JsonNode merge(JsonNode there, JsonNode added) {
    if (!(there instanceof ObjectNode before) || !(added instanceof ObjectNode)) {
      return added;
    }
    var merged = before.deepCopy();
    for (var property : added.properties()) {
      var old = merged.path(property.getKey());
      merged.set(property.getKey(), merge(old, property.getValue()));
    }
    return merged;
  }
}
