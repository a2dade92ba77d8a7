package atelier.sandbox.sprites;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which machines a sprite reaches; the service's default is all. Pure. */
enum NetworkPolicy {
  DENY_ALL("deny"),
  ALLOW_ALL("allow");

  private final String action;

  NetworkPolicy(String action) {
    this.action = action;
  }

  String toJson() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.putArray("rules").addObject().put("domain", "*").put("action", action);
    return json.toString();
  }

  /** Returns whether a policy that the service reports is this one, and nothing more. */
  boolean isIn(JsonNode json) {
    List<String> rules = new ArrayList<>();
    for (JsonNode rule : json.path("rules")) {
      rules.add(rule.path("domain").asString("") + " " + rule.path("action").asString(""));
    }
    return rules.equals(List.of("* " + action));
  }
}
