package atelier.role;

import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.role.answer.ValueAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who is at fault in a row of {@code failing.yaml}, and models that know it, or do not. */
final class FailingModels {
  private static final Pattern SUSPECTS = Pattern.compile("`file` is one of: (.*)\\.\\n");
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final JsonNode row;
  private final Map<String, String> contents = new HashMap<>();

  FailingModels(JsonNode row) {
    this.row = row;
    row.path("files")
        .properties()
        .forEach(file -> contents.put(file.getKey(), file.getValue().asString()));
  }

  private List<JsonNode> faults() {
    return row.has("faults") ? row.path("faults").valueStream().toList() : List.of(row);
  }

  /** Those at fault, as {@link FailingRun} names them. */
  Set<String> culprits() {
    Set<String> names = new TreeSet<>();
    faults()
        .forEach(fault -> names.add(
            switch (fault.path("fault").asString()) {
              case "check" -> "check " + checkOf(fault);
              case "example" -> "example " + row.path("example").asString();
              case "environment" -> "environment";
              default -> fault.path("file").asString();
            }));
    return names;
  }

  /** The name that {@link #culprits} has for a file's fault, or no file. */
  private String checkOf(JsonNode fault) {
    return fault.equals(row) ? "check" : fault.path("name").asString();
  }

  /** The right content of a file. */
  private String right(String file) {
    String content = contents.getOrDefault(file, "");
    for (JsonNode fault : faults()) {
      if (fault.path("file").asString("").equals(file)) {
        content = fault.has("fixed")
            ? fault.path("fixed").asString()
            : content.replace(
                fault.path("fix").path(0).asString(), fault.path("fix").path(1).asString());
      }
    }
    return content;
  }

  /** Knows nothing about causes and values; repairs what it is asked to repair. */
  String silent(Prompt prompt) {
    return prompt.purpose() == Purpose.CAUSE || prompt.purpose() == Purpose.VERDICT
        ? "I do not know"
        : honest(prompt);
  }

  /** Knows who is at fault, and what the spec says. */
  String honest(Prompt prompt) {
    return answer(prompt, this::right);
  }

  /** Knows who is at fault, but only adds a comment to a file. */
  String stubborn(Prompt prompt) {
    return answer(prompt, file -> "# version " + prompt.attempt() + "\n" + contents.get(file));
  }

  /** Knows who is at fault, but sees nothing wrong in any file. */
  String declining(Prompt prompt) {
    return answer(prompt, contents::get);
  }

  private String answer(Prompt prompt, UnaryOperator<String> repaired) {
    return switch (prompt.purpose()) {
      case CAUSE -> cause(prompt);
      case VERDICT ->
        prompt.schema() != null && prompt.schema().equals(ValueAnswer.SCHEMA) ? value() : expect();
      case BLUEPRINT -> checks();
      default -> "Commit: Repair it\n```\n" + repaired.apply(prompt.file()) + "```\n";
    };
  }

  /** The one at fault that is still suspected; where none is, the first that is. */
  private String cause(Prompt prompt) {
    Matcher listed = SUSPECTS.matcher(prompt.task());
    List<String> suspects =
        listed.find() ? List.of(listed.group(1).split(", ")) : new ArrayList<>();
    Function<String, Stream<JsonNode>> ofKind =
        kind -> faults().stream().filter(fault -> fault.path("fault").asString().equals(kind));
    ObjectNode answer = MAPPER.createObjectNode().put("why", "it is wrong");
    return faults().stream()
        .map(fault -> fault.path("file").asString(""))
        .filter(suspects::contains)
        .findFirst()
        .map(file -> answer.put("fault", "code").put("file", file))
        .or(() -> Stream.of("check", "environment", "example")
            .flatMap(ofKind)
            .findFirst()
            .map(fault -> answer.put("fault", fault.path("fault").asString()).put("file", "")))
        .orElseGet(() -> answer.put("fault", "code").put("file", suspects.get(0)))
        .toString();
  }

  private String value() {
    return MAPPER
        .createObjectNode()
        .put(
            "quote",
            row.path("value").asString("").isEmpty() ? "" : row.path("quote").asString(""))
        .put("value", row.path("value").asString(""))
        .toString();
  }

  private String expect() {
    ObjectNode answer = MAPPER.createObjectNode().put("quote", row.path("quote").asString(""));
    return answer.set("expect", row.path("expect").deepCopy()).toString();
  }

  /** The blueprint without the checks that are wrong. */
  private String checks() {
    ObjectNode answer = MAPPER.createObjectNode().put("summary", "s");
    answer.putArray("files");
    var checks = answer.putArray("checks");
    faults().stream()
        .filter(fault -> fault.path("fault").asString().equals("check"))
        .forEach(fault -> checks
            .addObject()
            .put("name", checkOf(fault))
            .set("command", fault.path("fixed").deepCopy()));
    return answer.toString();
  }
}
