package atelier.role.answer;

import atelier.event.Blueprint;
import atelier.event.CannotShow;
import atelier.event.Example;
import atelier.project.PathRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Acceptance examples parsed from a model's answer: read exactly or rejected, with all reasons at
 * once.
 *
 * @param rejectionReason why the answer was rejected, a line for each reason; empty if accepted
 */
public record ExamplesAnswer(
    List<Example> examples, List<CannotShow> cannotShow, String rejectionReason) {
  private static final int MAX_EXAMPLES = 40;
  private static final int MAX_CHARS = 256 << 10;
  private static final int MAX_REASONS = 20;

  /**
   * Parses an answer.
   *
   * @param spec in which every quote must be, white space aside
   * @param blueprint whose files an example must not replace, and whose checks have other names
   * @param inForce the examples of earlier features, which have other names
   */
  public static ExamplesAnswer parse(
      String answer, String spec, Blueprint blueprint, List<Example> inForce, PathRule paths) {
    JsonAnswer.Result result = JsonAnswer.find(
        answer, "examples", object -> object.path("examples").isContainer() ? 0 : -1);
    return result.object() == null
        ? rejected(result.problem())
        : parse(result.object(), spec, blueprint, inForce, paths);
  }

  /** An answer that cannot be used. */
  public static ExamplesAnswer rejected(String reason) {
    return new ExamplesAnswer(List.of(), List.of(), reason);
  }

  /** Parses examples that a person edited, who may remove all of them. */
  public static ExamplesAnswer parseEdited(
      JsonNode object, String spec, Blueprint blueprint, PathRule paths) {
    return object.path("examples").isArray() && object.path("examples").isEmpty()
        ? new ExamplesAnswer(List.of(), List.of(), "")
        : parse(object, spec, blueprint, List.of(), paths);
  }

  private static ExamplesAnswer parse(
      JsonNode object, String spec, Blueprint blueprint, List<Example> inForce, PathRule paths) {
    Set<String> reasons = new LinkedHashSet<>();
    Set<String> names =
        blueprint.checks().stream().map(check -> check.name()).collect(Collectors.toSet());
    inForce.forEach(example -> names.add(example.name()));
    Set<String> planned =
        blueprint.files().stream().map(file -> file.path()).collect(Collectors.toSet());
    List<Example> examples = new ArrayList<>();
    int number = 0;
    for (JsonNode node : named(object.path("examples"))) {
      ExampleParser parser = new ExampleParser("example " + ++number, paths, planned);
      Example example = parser.parse(node);
      reasons.addAll(parser.reasons());
      if (!names.add(example.name())) {
        reasons.add("two examples or checks have the name \"" + example.name() + "\"");
      }
      if (!SpecQuotes.contains(spec, example.quote())) {
        reasons.add("the quote of \"" + example.name() + "\" is not in the spec: \""
            + example.quote() + "\"; copy words of the spec to the letter");
      }
      examples.add(example);
    }
    List<CannotShow> cannotShow =
        cannotShow(JsonFields.first(object, "cannotShow", "cannot_show"), spec, reasons);
    if (examples.isEmpty()) {
      reasons.add("\"examples\" is empty");
    }
    if (examples.size() > MAX_EXAMPLES || object.toString().length() > MAX_CHARS) {
      reasons.add(examples.size() + " examples with " + object.toString().length()
          + " characters: the limits are " + MAX_EXAMPLES + " and " + MAX_CHARS);
    }
    return new ExamplesAnswer(
        examples,
        cannotShow,
        reasons.stream().limit(MAX_REASONS).collect(Collectors.joining("\n")));
  }

  /** The examples of a list, or of an object that has them by name. */
  private static Iterable<JsonNode> named(JsonNode examples) {
    if (!examples.isObject()) {
      return examples;
    }
    return examples.properties().stream()
        .map(example -> example.getValue() instanceof ObjectNode node && !node.has("name")
            ? node.deepCopy().put("name", example.getKey())
            : example.getValue())
        .toList();
  }

  private static List<CannotShow> cannotShow(JsonNode node, String spec, Set<String> reasons) {
    List<CannotShow> list = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode one : node) {
      String quote = one.path("quote").asString("").strip();
      String why = one.path("why").asString("").strip();
      if (quote.isEmpty() || why.isEmpty()) {
        reasons.add("every entry of \"cannotShow\" needs \"quote\" and \"why\"");
      } else if (!SpecQuotes.containsLiteral(spec, quote)) {
        reasons.add("the quote in \"cannotShow\" is not in the spec: \"" + quote + "\"");
      } else if (seen.add(quote)) {
        list.add(new CannotShow(quote, why));
      }
    }
    return list;
  }
}
