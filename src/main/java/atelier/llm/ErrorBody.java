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

/** What went wrong, out of an answer that is no answer: nested, flat, plain, HTML or empty. */
final class ErrorBody {
  private static final int MAX_CHARS = 500;

  /** Telling words, first match wins; servers agree on few of their status codes. */
  private static final List<Row> ROWS = List.of(
      new Row("enforced_spend_limit|insufficient_quota|budget_?exceeded|billing", Kind.QUOTA),
      new Row(
          "context.?(length|window|size)|prompt is too long|ContextWindowExceeded", Kind.CONTEXT),
      new Row("key_model_access_denied|authentication|invalid.{0,5}api.?key", Kind.AUTH),
      new Row("overloaded|server busy|maximum pending requests", Kind.OVERLOADED),
      new Row("rate.?limit", Kind.RATE),
      new Row("model .*not found|not_found", Kind.NOT_FOUND));

  private record Row(Pattern words, Kind kind) {
    Row(String words, Kind kind) {
      this(Pattern.compile(words, Pattern.CASE_INSENSITIVE), kind);
    }
  }

  private ErrorBody() {}

  /** The failure that an HTTP answer tells of. */
  static LlmFailure of(
      int status, String body, String retryAfter, String shouldRetry, String who, Secret key) {
    String said = redacted(message(parsed(body)), body, key);
    Kind kind = kind(status, body);
    Duration wait = wait(retryAfter);
    if (kind == Kind.RATE && wait != null && wait.compareTo(Backoff.LONGEST_ASKED) > 0) {
      kind = Kind.QUOTA;
      said = said + " (it asks to wait " + wait.toSeconds() + " s)";
    }
    boolean again = shouldRetry.isEmpty() ? kind.passing() : shouldRetry.equals("true");
    return new LlmFailure(kind, who + " answered " + status + ": " + said, again, wait);
  }

  private static Kind kind(int status, String body) {
    return switch (status) {
      case 401, 403 -> Kind.AUTH;
      case 402 -> Kind.QUOTA;
      case 404 -> Kind.NOT_FOUND;
      case 413 -> Kind.CONTEXT;
      case 429 -> kindOf(body, Kind.RATE) == Kind.QUOTA ? Kind.QUOTA : Kind.RATE;
      case 503, 529 -> Kind.OVERLOADED;
      case 408, 409 -> Kind.TRANSPORT;
      default -> status >= 500 ? Kind.TRANSPORT : kindOf(body, Kind.BAD_REQUEST);
    };
  }

  /** The kind that the words of a message tell, or else {@code otherwise}. */
  static Kind kindOf(String message, Kind otherwise) {
    return ROWS.stream()
        .filter(row -> row.words().matcher(message).find())
        .map(Row::kind)
        .findFirst()
        .orElse(otherwise);
  }

  /** The sentence in an error object: {@code error.message}, {@code error}, or {@code message}. */
  static String message(@Nullable JsonNode body) {
    if (body == null) {
      return "";
    }
    JsonNode error = body.path("error");
    String message = error.isString() ? error.asString() : error.path("message").asString("");
    String code = error.at("/details/error_code").asString("");
    String flat = message.isEmpty() ? body.path("message").asString("") : message;
    return cut(code.isEmpty() ? flat : flat + " [" + code + "]");
  }

  private static @Nullable JsonNode parsed(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static String redacted(String message, String body, Secret key) {
    String plain = message.isEmpty() ? body.replaceAll("<[^>]*>", " ") : message;
    String shown = cut(plain.replaceAll("\\s+", " ").strip());
    String safe = key.isSet() ? shown.replace(key.value(), "****") : shown;
    return safe.isEmpty() ? "nothing more" : safe;
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }

  /**
   * {@code Retry-After}: seconds, also with a fraction, or an HTTP date; null where it is neither.
   */
  static @Nullable Duration wait(String retryAfter) {
    if (retryAfter.matches("[0-9]{1,9}([.][0-9]+)?")) {
      return Duration.ofMillis((long) (Double.parseDouble(retryAfter) * 1_000));
    }
    try {
      Instant at =
          ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), at);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException junk) {
      return null;
    }
  }
}
