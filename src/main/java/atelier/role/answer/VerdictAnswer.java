package atelier.role.answer;

import atelier.event.Example;
import atelier.project.PathRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an answer says the spec requires in one situation.
 *
 * @param quote the words of the spec that decide it
 * @param expectation the situation as an example of one step or one request, with what is required
 */
public record VerdictAnswer(String quote, Example expectation) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /**
   * Parses an answer about one step or one request of an example.
   *
   * @param part an example with exactly that step or request
   * @param spec in which the quote must be
   * @return empty if the answer cannot be used, or says that the spec does not decide it
   */
  public static Optional<VerdictAnswer> parse(
      String answer, Example part, String spec, PathRule paths) {
    JsonNode object = JsonAnswer.find(
            answer, "expect", found -> found.path("expect").isObject() ? 0 : -1)
        .object();
    if (object == null) {
      return Optional.empty();
    }
    String quote = object.path("quote").asString("").strip();
    ExampleParser parser = new ExampleParser("the answer", paths, Set.of());
    Example expectation = parser.parse(wrap(part, object.path("expect")));
    return parser.reasons().isEmpty() && SpecQuotes.contains(spec, quote)
        ? Optional.of(new VerdictAnswer(quote, expectation))
        : Optional.empty();
  }

  /** The part as an example in JSON, with this expectation in place of its own. */
  private static JsonNode wrap(Example part, JsonNode expect) {
    ObjectNode node = MAPPER.createObjectNode().put("name", part.name());
    if (part.isServed()) {
      Example.Request request = part.requests().get(0);
      node.set("serve", MAPPER.valueToTree(part.serve()));
      node.set(
          "requests",
          MAPPER.valueToTree(List.of(MAPPER
              .createObjectNode()
              .put("method", request.method())
              .put("path", request.path())
              .set("expect", expect))));
    } else {
      node.set("command", MAPPER.valueToTree(part.steps().get(0).command()));
      node.set("expect", expect);
    }
    return node;
  }
}
