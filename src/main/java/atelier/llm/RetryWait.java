package atelier.llm;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads when a server wants to be called again: from headers, the error object or its message. */
final class RetryWait {
  private static final List<String> HEADERS =
      List.of("retry-after", "llm_provider-retry-after", "x-ms-retry-after");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}([.][0-9]+)?");
  private static final String AMOUNT = "([0-9]{1,6}(?:[.][0-9]+)?) ?";
  private static final Pattern IN_MESSAGE = Pattern.compile(
      "(?:try again|retry|wait)(?: again)? (?:in|after|for)? ?(?:" + AMOUNT + "h)?(?:" + AMOUNT
          + "m(?:in\\w*)?(?!s))? ?(?:" + AMOUNT + "(ms|milliseconds?|s\\b|sec\\w*))?",
      Pattern.CASE_INSENSITIVE);

  private RetryWait() {}

  /** Returns the wait that the server asked for; null if it did not say. */
  static @Nullable Duration parse(UnaryOperator<String> header, JsonNode body, String message) {
    String milliseconds = header.apply("retry-after-ms");
    if (SECONDS.matcher(milliseconds).matches()) {
      return Duration.ofMillis((long) Double.parseDouble(milliseconds));
    }
    for (String name : HEADERS) {
      Duration wait = parseHeader(header.apply(name));
      if (wait != null) {
        return wait;
      }
    }
    for (JsonNode detail : body.at("/error/details")) {
      Duration wait = parseHeader(detail.path("retryDelay").asString("").replaceFirst("s$", ""));
      if (wait != null) {
        return wait;
      }
    }
    return parseMessage(message);
  }

  /**
   * Parses {@code Retry-After} (RFC 9110 §10.2.3): seconds, also with a fraction, or an HTTP date;
   * null if it is neither.
   */
  static @Nullable Duration parseHeader(String retryAfter) {
    if (SECONDS.matcher(retryAfter).matches()) {
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

  /** Reads "try again in 6m0.5s" or "retry after 7 seconds"; null if there are no such words. */
  static @Nullable Duration parseMessage(String message) {
    Matcher match = IN_MESSAGE.matcher(message);
    while (match.find()) {
      if (match.group(1) != null || match.group(2) != null || match.group(3) != null) {
        boolean isMs =
            match.group(4) != null && match.group(4).toLowerCase(Locale.ROOT).startsWith("m");
        double last = number(match.group(3)) * (isMs ? 1 : 1_000);
        return Duration.ofMillis(
            (long) (number(match.group(1)) * 3_600_000 + number(match.group(2)) * 60_000 + last));
      }
    }
    return null;
  }

  private static double number(@Nullable String text) {
    return text == null ? 0 : Double.parseDouble(text);
  }
}
