package atelier.llm;

import atelier.llm.LlmFailure.Kind;
import atelier.pattern.Pattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Classifies an error by its code, its HTTP status and the words of its message, in this order:
 * servers differ in their status codes, and messages name things that are not the cause, such as
 * "billing" in a rate limit.
 */
final class ErrorKind {
  private record Row(Pattern pattern, Kind kind) {
    Row(Kind kind, String... alternatives) {
      this(Pattern.compile(String.join("|", alternatives), Pattern.CASE_INSENSITIVE), kind);
    }
  }

  /** Codes and types of error objects; the first match counts. */
  private static final List<Row> CODES = List.of(
      new Row(
          Kind.QUOTA,
          "insufficient_(quota|funds|credits|balance)",
          "enforced_spend_limit",
          "budget_?exceeded",
          "billing"),
      new Row(Kind.CONTEXT, "context_length_exceeded", "exceed_context_size", "request_too_large"),
      new Row(Kind.RATE, "rate_?limit", "throttl", "too_many_requests"),
      new Row(Kind.OVERLOADED, "overloaded"),
      new Row(
          Kind.AUTH,
          "authentication_error",
          "invalid_api_key",
          "key_model_access_denied",
          "no_db_connection"),
      new Row(Kind.NOT_FOUND, "model_not_found", "not_found_error"));

  /** Messages, the first match counts. */
  private static final List<Row> MESSAGES = List.of(
      new Row(
          Kind.CONTEXT,
          "context.?(length|window|size|limit)",
          "maximum model length",
          "(prompt|input|request) is too (long|large)",
          "request too large for",
          "input token count .*exceeds",
          "too many (input )?tokens",
          "reduce the length of the (messages|input|prompt)",
          "inputs?.? (tokens|must have less than)",
          "exceed_context_size",
          "ContextWindowExceeded"),
      new Row(Kind.RATE, "\\brate.?limit", "too many requests", "requests per (second|minute|day)"),
      new Row(
          Kind.QUOTA,
          "enforced_spend_limit",
          "(insufficient|exceeded your current|out of)[ _](quota|credits|balance|funds)",
          "budget.{0,20}exceeded",
          "credit balance",
          "(spend|spending|billing|billing hard) limit",
          "billing_error"),
      new Row(
          Kind.AUTH,
          "key_model_access_denied",
          "authentication",
          "(invalid|incorrect|missing).{0,5}api.?key",
          "No connected db"),
      new Row(
          Kind.OVERLOADED,
          "overloaded",
          "server (is )?busy",
          "maximum pending requests",
          "loading model",
          "model is (still |currently )?loading",
          "at capacity"),
      new Row(
          Kind.NOT_FOUND,
          "model .*(not found|does not exist)",
          "not_found",
          "no healthy deployments",
          "invalid model name"));

  private static final Pattern LOADING =
      Pattern.compile("loading model|model .{0,100}(is|currently|still) loading|warming up");
  private static final Pattern MEMORY = Pattern.compile("requires more system memory");

  /** What a message may mean although the status says that the server itself failed. */
  private static final Set<Kind> WITHIN_SERVER_ERRORS =
      EnumSet.of(Kind.CONTEXT, Kind.OVERLOADED, Kind.RATE);

  private ErrorKind() {}

  /**
   * Returns the kind of an error.
   *
   * @param status the HTTP status; 0 for an error within a stream
   * @param codes the codes and types of the error object
   * @param hasWait whether the server said when to call again
   */
  static Kind classify(int status, String codes, String message, boolean hasWait) {
    return switch (status) {
      case 401, 407 -> Kind.AUTH;
      case 402 -> Kind.QUOTA;
      case 403 ->
        match(CODES, codes, match(MESSAGES, message, Kind.AUTH)) == Kind.QUOTA
            ? Kind.QUOTA
            : Kind.AUTH;
      case 404 -> Kind.NOT_FOUND;
      case 413 -> Kind.CONTEXT;
      case 408, 409, 425 -> Kind.TRANSPORT;
      case 429 -> classifyTooManyRequests(codes, message, hasWait);
      case 503, 529 -> Kind.OVERLOADED;
      case 0 -> match(CODES, codes, match(MESSAGES, message, Kind.TRANSPORT));
      default ->
        status >= 500 && status != 501
            ? classifyServerError(codes, message)
            : match(CODES, codes, match(MESSAGES, message, Kind.BAD_REQUEST));
    };
  }

  private static Kind classifyTooManyRequests(String codes, String message, boolean hasWait) {
    Kind byMessage = match(MESSAGES, message, Kind.RATE);
    Kind byCode = match(CODES, codes, Kind.TRANSPORT);
    if (byCode == Kind.QUOTA) {
      return Kind.QUOTA;
    }
    if (byMessage == Kind.CONTEXT) {
      return Kind.CONTEXT;
    }
    return byMessage == Kind.QUOTA && byCode != Kind.RATE && !hasWait ? Kind.QUOTA : Kind.RATE;
  }

  private static Kind classifyServerError(String codes, String message) {
    if (needsMoreMemory(message)) {
      return Kind.BAD_REQUEST;
    }
    Kind kind = match(CODES, codes, match(MESSAGES, message, Kind.TRANSPORT));
    return WITHIN_SERVER_ERRORS.contains(kind) ? kind : Kind.TRANSPORT;
  }

  private static Kind match(List<Row> rows, String text, Kind otherwise) {
    return rows.stream()
        .filter(row -> row.pattern().matcher(text).find())
        .map(Row::kind)
        .findFirst()
        .orElse(otherwise);
  }

  /** Returns whether the server is still loading the model, which may take minutes. */
  static boolean isLoading(String message) {
    return LOADING.matcher(message.toLowerCase(Locale.ROOT)).find();
  }

  /** Returns whether the model is too large for the machine, as Ollama reports it. */
  static boolean needsMoreMemory(String message) {
    return MEMORY.matcher(message).find();
  }
}
