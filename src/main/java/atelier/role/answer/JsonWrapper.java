package atelier.role.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks for an object inside of the wrappers that models put around it: {@code {"blueprint": …}},
 * {@code {"response": {"plan": …}}}, and a tool call, whose arguments may be text.
 *
 * @param rank how well an object fits; negative if it does not
 * @param reader the object that a text is; null if it is none
 */
record JsonWrapper(ToIntFunction<JsonNode> rank, Function<String, @Nullable JsonNode> reader) {
  private static final int MAX_DEPTH = 3;
  private static final int MAX_TEXT_CHARS = 1 << 20;

  /** The only fitting object in a wrapper, with the wrapper's other fields, or the whole object. */
  JsonNode unwrap(JsonNode object) {
    return unwrap(object, MAX_DEPTH);
  }

  private JsonNode unwrap(JsonNode object, int depth) {
    if (depth == 0 || rank.applyAsInt(object) >= 0) {
      return object;
    }
    List<Map.Entry<String, JsonNode>> inner = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      JsonNode value = readable(property.getValue());
      if (!property.getKey().equals("properties") && value instanceof ObjectNode) {
        JsonNode found = unwrap(value, depth - 1);
        if (rank.applyAsInt(found) >= 0) {
          inner.add(Map.entry(property.getKey(), found));
        }
      }
    }
    return inner.size() == 1 ? merge(object, inner.get(0)) : object;
  }

  private @Nullable JsonNode readable(JsonNode value) {
    boolean isText = value.isString() && value.asString().length() <= MAX_TEXT_CHARS;
    return isText && value.asString().strip().startsWith("{")
        ? reader.apply(value.asString())
        : value;
  }

  private static JsonNode merge(JsonNode object, Map.Entry<String, JsonNode> inner) {
    ObjectNode merged = ((ObjectNode) inner.getValue()).deepCopy();
    for (Map.Entry<String, JsonNode> other : object.properties()) {
      boolean isInner = other.getKey().equals(inner.getKey());
      boolean twice = merged.has(other.getKey()) && other.getValue().isContainer();
      if (!isInner && twice) {
        return object;
      } else if (!isInner && !merged.has(other.getKey())) {
        merged.set(other.getKey(), other.getValue());
      }
    }
    return merged;
  }
}
