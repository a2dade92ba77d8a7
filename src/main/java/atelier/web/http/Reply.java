package atelier.web.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What a call is answered with.
 *
 * @param body a {@link Buffer} as it is, anything else as JSON; an empty text: no body
 */
public record Reply(int status, Map<String, String> headers, Object body) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply ok(Object body) {
    return new Reply(200, Map.of(), body);
  }

  public static Reply accepted(String location, Object body) {
    return new Reply(202, Map.of("location", location), body);
  }

  /** Something that has a version: one who knows it already is told just that. */
  public static Reply withEtag(
      String etag, @org.jspecify.annotations.Nullable String ifNoneMatch, Object body) {
    boolean unchanged = ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(etag));
    return new Reply(
        unchanged ? 304 : 200, Map.of("etag", etag, "cache-control", "no-cache"), unchanged ? "" : body);
  }

  static Reply bytes(String contentType, byte[] content) {
    return new Reply(200, Map.of("content-type", contentType), Buffer.buffer(content));
  }
}
