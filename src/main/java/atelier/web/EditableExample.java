package atelier.web;

import atelier.event.Example;
import atelier.web.http.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes examples in the form in which people read them, edit them and send them back. */
final class EditableExample {
  private static final List<String> FIELDS = List.of(
      "name", "quote", "files", "env", "command", "stdin", "expect", "steps", "serve", "requests");

  private EditableExample() {}

  static JsonNode of(Example example) {
    ObjectNode node = (ObjectNode) Json.toTree(example);
    for (JsonNode step : node.path("steps")) {
      removeEmpty(step.path("expect"), "stdout", "stderr");
    }
    for (JsonNode request : node.path("requests")) {
      if (!request.path("restart").asBoolean(false)) {
        ((ObjectNode) request).remove("restart");
      }
      removeEmpty(request.path("expect"), "body");
    }
    if (node.path("steps").size() == 1) {
      node.setAll((ObjectNode) node.path("steps").get(0));
      node.remove("steps");
    }
    ObjectNode ordered = Json.newObject();
    FIELDS.stream().filter(node::has).forEach(field -> ordered.set(field, node.get(field)));
    return ordered;
  }

  /** An expectation without content says nothing. */
  private static void removeEmpty(JsonNode expect, String... fields) {
    for (String field : fields) {
      if (expect.path(field).isObject() && expect.path(field).isEmpty()) {
        ((ObjectNode) expect).remove(field);
      }
    }
  }
}
