package atelier.rig.sprites;

import io.vertx.core.buffer.Buffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reply of the stub. */
record StubReply(int status, Buffer body, String contentType) {
  static StubReply json(int status, JsonNode json) {
    return new StubReply(status, Buffer.buffer(json.toString()), "application/json");
  }

  static StubReply empty(int status) {
    return new StubReply(status, Buffer.buffer(), "text/plain");
  }

  static StubReply error(int status, String code, String message) {
    return json(
        status, JsonMapper.shared().createObjectNode().put("error", code).put("message", message));
  }
}
