package atelier.sandbox.sprites;

import atelier.sandbox.sprites.SpritesFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Makes a typed failure of an error response. Pure. */
final class ErrorResponse {
  private static final int MAX_CHARS = 300;
  private static final double MAX_SECONDS = 86_400;

  private ErrorResponse() {}

  /**
   * Returns the failure.
   *
   * @param what what was attempted, for the message
   * @param retryAfter the header {@code Retry-After}; empty for none
   */
  static SpritesFailure of(String what, int status, String body, String retryAfter) {
    JsonNode json = parse(body);
    String code = json.path("error").asString("");
    String message = json.path("message").asString(code.isEmpty() ? body : code);
    String said = message.isBlank() ? "" : ": " + printable(message);
    return new SpritesFailure(
        kind(status, json),
        "the Sprites service refused to " + what + " (status " + status + said + ")"
            + remedy(status),
        status == 429 || status == 503 ? wait(json, retryAfter) : Optional.empty());
  }

  private static String remedy(int status) {
    return status == 401 || status == 403
        ? ": set sprites.token or SPRITES_TOKEN to a valid token from sprites.dev"
        : "";
  }

  private static Kind kind(int status, JsonNode json) {
    return switch (status) {
      case 401, 403 -> Kind.UNAUTHORIZED;
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.CONFLICT;
      case 410 -> Kind.GONE;
      case 414 -> Kind.URL_TOO_LONG;
      case 429 -> Kind.RATE_LIMITED;
      default ->
        status >= 500
            ? json.path("code").isString() ? Kind.PROTOCOL : Kind.SERVER
            : Kind.BAD_REQUEST;
    };
  }

  /** The body is more precise than the header. */
  private static Optional<Duration> wait(JsonNode json, String retryAfter) {
    double seconds = json.path("retry_after_seconds").asDouble(-1);
    if (seconds < 0 && retryAfter.matches("[0-9]{1,6}")) {
      seconds = Integer.parseInt(retryAfter);
    }
    return seconds < 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (Math.min(seconds, MAX_SECONDS) * 1_000)));
  }

  private static JsonNode parse(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static String printable(String text) {
    String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
  }
}
