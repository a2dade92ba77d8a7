package atelier.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an example expects of a text: a stream of a command, a file, a header or a body. What is
 * empty is not compared.
 *
 * @param equals the whole text, but for one line end at its end
 * @param contains texts that are in it
 * @param matches a regular expression (RE2 syntax, linear time) that is found in it
 * @param empty whether it is blank
 * @param sameAs a stream of an earlier step that it equals, such as {@code 1.stdout}
 * @param json a subset of the text read as JSON
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExpectedText(
    Optional<String> equals,
    @AddedInLaterVersion List<String> contains,
    Optional<String> matches,
    Optional<Boolean> empty,
    Optional<String> sameAs,
    Optional<JsonNode> json) {
  /** Expects nothing. */
  public static final ExpectedText ANYTHING = new ExpectedText(
      Optional.empty(),
      List.of(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty());

  public ExpectedText {
    contains = List.copyOf(contains);
    json = withoutNull(json);
  }

  /** A component that a line does not have is read as JSON's null. */
  static Optional<JsonNode> withoutNull(Optional<JsonNode> json) {
    return json.filter(node -> !node.isNull() && !node.isMissingNode());
  }

  /** Expects one whole text. */
  public static ExpectedText exactly(String text) {
    return new ExpectedText(
        Optional.of(text),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether it names what the text contains, not only that there is one or that it is the same. */
  public boolean hasContent() {
    return equals.isPresent() || !contains.isEmpty() || matches.isPresent() || json.isPresent();
  }

  /** Whether nothing is expected, so that any text will do. */
  public boolean acceptsAnything() {
    return equals(ANYTHING);
  }
}
