package atelier.llm;

import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import atelier.secret.NamedSecret;
import atelier.secret.SecretRedactor;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An error that a server or a proxy before it replied with: nested or flat JSON, text, HTML or
 * nothing.
 *
 * @param status the HTTP status, or the one in an error object of a stream; 0 for none
 * @param body the whole body; it may quote secrets and the prompt: never show it
 * @param header returns the value of a response header; empty if it is missing
 */
record ErrorReply(int status, String body, UnaryOperator<String> header) {
  private static final int MAX_CHARS = 500;
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");

  /** Returns whether a record of a stream is an error instead of a part of an answer. */
  static boolean isError(JsonNode record) {
    JsonNode error = record.path("error");
    return error.isObject()
        || (error.isString() && !error.asString().isEmpty())
        || record.path("object").asString("").equals("error")
        || record.path("type").asString("").equals("error")
        || (record.has("detail") && !record.has("choices") && !record.has("message"));
  }

  /** Returns the HTTP status that an error object names; 0 for none. */
  static int statusOf(JsonNode record) {
    for (String path : new String[] {"/error/code", "/error/status", "/code", "/status"}) {
      int status = record.at(path).asInt(0);
      if (status >= 400 && status < 600) {
        return status;
      }
    }
    return 0;
  }

  /** Returns the failure that this reply reports. */
  LlmFailure toFailure(Model model) {
    // Before the message is cut: a part of a key is no longer found.
    String safe = SecretRedactor.of(
            List.of(NamedSecret.of("llm.key", model.key().value())))
        .redact(body);
    return safe.equals(body)
        ? describe(model)
        : new ErrorReply(status, safe, header).describe(model);
  }

  private LlmFailure describe(Model model) {
    JsonNode json = json();
    String message = message(json);
    Duration wait = RetryWait.parse(header, json, message);
    Kind kind = ErrorKind.classify(status, codes(json), message, wait != null);
    String shown = singleLine(message);
    if (kind == Kind.RATE && wait != null && wait.compareTo(Backoff.MAX_RETRY_AFTER) > 0) {
      kind = Kind.QUOTA;
      shown = shown + " (retry after " + wait.toSeconds() + " s)";
    }
    String shouldRetry = header.apply("x-should-retry");
    boolean retryable = shouldRetry.isEmpty() ? kind.isTransient() : shouldRetry.equals("true");
    boolean loading = kind == Kind.OVERLOADED && ErrorKind.isLoading(message);
    String failed = status == 0 ? " failed: " : " failed with HTTP status " + status + ": ";
    return new LlmFailure(
        kind, model.model() + failed + shown + hint(model, message), retryable, wait, loading);
  }

  private String hint(Model model, String message) {
    if (ErrorKind.needsMoreMemory(message)) {
      return " Choose a smaller model, or lower llm.context (now " + model.contextTokens() + ").";
    }
    String location = header.apply("location");
    if (status / 100 == 3 && !location.isEmpty()) {
      return " The server redirects to " + truncate(location.replaceFirst("[?#].*", ""))
          + ": set llm.endpoint to its address.";
    }
    return status == 407 ? " The proxy requires credentials: see the settings proxy.*." : "";
  }

  /** Returns the body as JSON; a missing node if it is not JSON. An array gives its first entry. */
  JsonNode json() {
    try {
      JsonNode json = JsonMapper.shared().readTree(body);
      return json.isArray() ? json.path(0) : json;
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Returns the message of the error object, else the body as plain text. */
  String message() {
    return message(json());
  }

  private String message(JsonNode json) {
    String text = json.path("error").asString("");
    for (String path : new String[] {"/error/message", "/message", "/detail", "/error/type"}) {
      text = text.isEmpty() ? json.at(path).asString("") : text;
    }
    text = text.isEmpty() ? json.at("/detail/0/msg").asString("") : text;
    text = text.isEmpty() ? plainText(body) : text;
    String code = json.at("/error/details/error_code").asString("");
    return code.isEmpty() ? text : text + " [" + code + "]";
  }

  /** Returns the codes and types of the error, which say more than the words of its message. */
  private static String codes(JsonNode json) {
    return String.join(
        " ",
        json.at("/error/code").asString(""),
        json.at("/error/type").asString(""),
        json.at("/error/status").asString(""),
        json.at("/error/details/error_code").asString(""),
        json.path("code").asString(""),
        json.path("type").asString(""));
  }

  private static String singleLine(String message) {
    String shown = truncate(message.replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
    return shown.isEmpty() ? "no further details" : shown;
  }

  /** Returns the title of a page of HTML, or else its text without markup. */
  static String plainText(String body) {
    Matcher title = TITLE.matcher(body);
    String text = title.find() ? title.group(1) : Pattern.of("<[^>]*>").replaceAll(body, " ");
    return truncate(text.replaceAll("\\s+", " ").strip());
  }

  private static String truncate(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }
}
