package atelier.llm;

import atelier.config.Secret;
import atelier.llm.LlmFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads why a server failed from its error reply: nested or flat JSON, text, HTML or nothing. */
final class ErrorBody {
  private static final int MAX_CHARS = 500;

  /** Patterns of error messages, the first match wins: servers differ in their status codes. */
  private static final List<MessagePattern> MESSAGE_PATTERNS = List.of(
      new MessagePattern(
          "enforced_spend_limit|insufficient_quota|budget_?exceeded|billing", Kind.QUOTA),
      new MessagePattern(
          "context.?(length|window|size)|prompt is too long|ContextWindowExceeded", Kind.CONTEXT),
      new MessagePattern("key_model_access_denied|authentication|invalid.{0,5}api.?key", Kind.AUTH),
      new MessagePattern("overloaded|server busy|maximum pending requests", Kind.OVERLOADED),
      new MessagePattern("rate.?limit", Kind.RATE),
      new MessagePattern("model .*not found|not_found", Kind.NOT_FOUND));

  private record MessagePattern(Pattern pattern, Kind kind) {
    MessagePattern(String pattern, Kind kind) {
      this(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), kind);
    }
  }

  private ErrorBody() {}

  /** Returns the failure that an HTTP error reply reports. */
  static LlmFailure toFailure(
      int status, String body, String retryAfter, String shouldRetry, String model, Secret key) {
    String message = redact(extractMessage(parse(body)), body, key);
    Kind kind = classifyStatus(status, body);
    Duration wait = parseRetryAfter(retryAfter);
    if (kind == Kind.RATE && wait != null && wait.compareTo(Backoff.MAX_RETRY_AFTER) > 0) {
      kind = Kind.QUOTA;
      message = message + " (retry after " + wait.toSeconds() + " s)";
    }
    boolean retryable = shouldRetry.isEmpty() ? kind.isTransient() : shouldRetry.equals("true");
    return new LlmFailure(
        kind, model + " failed with HTTP status " + status + ": " + message, retryable, wait);
  }

  private static Kind classifyStatus(int status, String body) {
    return switch (status) {
      case 401, 403 -> Kind.AUTH;
      case 402 -> Kind.QUOTA;
      case 404 -> Kind.NOT_FOUND;
      case 413 -> Kind.CONTEXT;
      case 429 -> classify(body, Kind.RATE) == Kind.QUOTA ? Kind.QUOTA : Kind.RATE;
      case 503, 529 -> Kind.OVERLOADED;
      case 408, 409 -> Kind.TRANSPORT;
      default -> status >= 500 ? Kind.TRANSPORT : classify(body, Kind.BAD_REQUEST);
    };
  }

  /** Returns the kind whose pattern is in a message, else {@code otherwise}. */
  static Kind classify(String message, Kind otherwise) {
    return MESSAGE_PATTERNS.stream()
        .filter(entry -> entry.pattern().matcher(message).find())
        .map(MessagePattern::kind)
        .findFirst()
        .orElse(otherwise);
  }

  /** Returns {@code error.message}, {@code error} or {@code message} of an error object. */
  static String extractMessage(@Nullable JsonNode body) {
    if (body == null) {
      return "";
    }
    JsonNode error = body.path("error");
    String message = error.isString() ? error.asString() : error.path("message").asString("");
    String code = error.at("/details/error_code").asString("");
    String flat = message.isEmpty() ? body.path("message").asString("") : message;
    return truncate(code.isEmpty() ? flat : flat + " [" + code + "]");
  }

  private static @Nullable JsonNode parse(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static String redact(String message, String body, Secret key) {
    String plain = message.isEmpty() ? body.replaceAll("<[^>]*>", " ") : message;
    String shown = truncate(plain.replaceAll("\\s+", " ").strip());
    String safe = key.isSet() ? shown.replace(key.value(), "****") : shown;
    return safe.isEmpty() ? "no further details" : safe;
  }

  private static String truncate(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }

  /**
   * Parses {@code Retry-After} (RFC 9110 §10.2.3): seconds, also with a fraction, or an HTTP date;
   * null if it is neither.
   */
  static @Nullable Duration parseRetryAfter(String retryAfter) {
    if (retryAfter.matches("[0-9]{1,9}([.][0-9]+)?")) {
      return Duration.ofMillis((long) (Double.parseDouble(retryAfter) * 1_000));
    }
    try {
      Instant instant =
          ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), instant);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException neither) {
      return null;
    }
  }
}
