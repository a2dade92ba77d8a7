package atelier.event;

import atelier.event.Event.CodeReady;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Changes all texts of an event, also those in lists and maps. */
public final class EventTexts {
  private EventTexts() {}

  /** Returns the event with {@code change} applied to each text; the same if none changed. */
  public static Event map(Event event, UnaryOperator<String> change) {
    JsonNode encoded = EventCodec.encodeEvent(event);
    String type = encoded.path("type").asString();
    ObjectNode changed = (ObjectNode) map(encoded, change);
    changed.put("type", type);
    return changed.equals(encoded) ? event : withLength(EventCodec.decodeEvent(changed));
  }

  private static JsonNode map(JsonNode node, UnaryOperator<String> change) {
    if (node.isString()) {
      return StringNode.valueOf(change.apply(node.asString()));
    } else if (node instanceof ArrayNode array) {
      ArrayNode changed = JsonMapper.shared().createArrayNode();
      array.forEach(entry -> changed.add(map(entry, change)));
      return changed;
    } else if (node instanceof ObjectNode object) {
      ObjectNode changed = JsonMapper.shared().createObjectNode();
      object
          .properties()
          .forEach(
              field -> changed.set(change.apply(field.getKey()), map(field.getValue(), change)));
      return changed;
    }
    return node;
  }

  private static Event withLength(Event event) {
    return event instanceof CodeReady code
        ? new CodeReady(
            code.file(),
            code.attempt(),
            code.content().getBytes(StandardCharsets.UTF_8).length,
            code.content(),
            code.message(),
            code.usage(),
            code.equivalent())
        : event;
  }
}
