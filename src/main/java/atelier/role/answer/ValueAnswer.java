package atelier.role.answer;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The value that an answer draws from the spec.
 *
 * @param quote the words of the spec or of a contract that decide it
 * @param value the value as it would be written in the code
 */
public record ValueAnswer(String quote, String value) {
  /** The JSON Schema of the answer. */
  public static final String SCHEMA = """
      {"type":"object","properties":{"quote":{"type":"string"},"value":{"type":"string"}},\
      "required":["quote","value"],"additionalProperties":false}""";

  /**
   * Parses an answer.
   *
   * @param source in which the quote must be
   * @return empty if the answer cannot be used, or says that the spec does not decide it
   */
  public static Optional<ValueAnswer> parse(String answer, String source) {
    JsonNode object =
        JsonAnswer.find(answer, "value", found -> found.has("value") ? 0 : -1).object();
    if (object == null) {
      return Optional.empty();
    }
    String quote = object.path("quote").asString("").strip();
    JsonNode value = object.path("value");
    String text = value.isString() ? value.asString() : value.toString();
    return text.isBlank() || !SpecQuotes.contains(source, quote)
        ? Optional.empty()
        : Optional.of(new ValueAnswer(quote, text));
  }
}
