package atelier.web.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A complete HTTP reply.
 *
 * @param body a {@link Buffer} is sent unchanged, anything else as JSON; an empty string is no body
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

  /**
   * A reply with an {@code ETag} (RFC 9110): status 304 without a body if the client has it.
   *
   * @param etag with its quotes
   * @param ifNoneMatch the request's {@code If-None-Match} header
   */
  public static Reply withEtag(String etag, @Nullable String ifNoneMatch, Object body) {
    boolean unchanged =
        ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(etag));
    Map<String, String> headers = Map.of("etag", etag, "cache-control", "no-cache");
    return unchanged ? new Reply(304, headers, "") : new Reply(200, headers, body);
  }
}
