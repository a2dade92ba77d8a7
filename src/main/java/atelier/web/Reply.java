package atelier.web;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What a call is answered with.
 *
 * @param body a {@link Buffer} as it is, anything else as JSON; an empty text: no body
 */
record Reply(int status, Map<String, String> headers, Object body) {
  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply ok(Object body) {
    return new Reply(200, Map.of(), body);
  }

  static Reply accepted(String location, Object body) {
    return new Reply(202, Map.of("location", location), body);
  }

  /** Something that has a version: one who knows it already is told just that. */
  static Reply versioned(
      String etag, @org.jspecify.annotations.Nullable String known, Object body) {
    boolean same = known != null && (known.equals("*") || known.contains(etag));
    return new Reply(
        same ? 304 : 200, Map.of("etag", etag, "cache-control", "no-cache"), same ? "" : body);
  }

  static Reply bytes(String type, byte[] content) {
    return new Reply(200, Map.of("content-type", type), Buffer.buffer(content));
  }
}
