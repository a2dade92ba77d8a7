package atelier.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Describes what shows the words of the spec: examples, tests, or nothing. */
final class SpecTable {
  private static final int[] WIDTHS = {38, 28, 13};

  private final List<StyledLine> lines = new ArrayList<>();
  private final Map<String, String> statuses = new HashMap<>();

  private SpecTable(JsonNode evidence) {
    evidence
        .path("examples")
        .forEach(example -> statuses.put(
            example.path("name").asString(""), example.path("status").asString("")));
  }

  /** From the words of the spec to their results; empty if there are neither. */
  static List<StyledLine> of(JsonNode evidence) {
    SpecTable table = new SpecTable(evidence);
    if (!evidence.path("examples").isEmpty() || !evidence.path("literals").isEmpty()) {
      table.addRow(StyledLine.Style.PLAIN, "THE SPEC'S WORDS", "EXAMPLE OR TEST", "RESULT");
    }
    evidence.path("examples").forEach(table::addExample);
    evidence.path("literals").forEach(table::addLiteral);
    return table.lines;
  }

  /** What nothing shows, what cannot be shown, and which examples were withdrawn. */
  static List<StyledLine> gaps(JsonNode evidence) {
    SpecTable table = new SpecTable(evidence);
    evidence
        .path("literals")
        .valueStream()
        .filter(SpecTable::isUnaccounted)
        .forEach(literal -> table.add(
            StyledLine.Style.WARNING, "", "Shown by no example or test: " + name(literal)));
    for (JsonNode entry : evidence.path("cannotShow")) {
      table.add(
          StyledLine.Style.PLAIN,
          "",
          "Cannot be shown: \"" + text(entry.path("quote")) + "\": " + text(entry.path("why")));
    }
    for (JsonNode entry : evidence.path("withdrawn")) {
      table.add(
          StyledLine.Style.WARNING,
          "",
          "Withdrawn example: " + text(entry.path("name")) + ": " + text(entry.path("reason")));
    }
    return table.lines;
  }

  private void addExample(JsonNode example) {
    boolean proves = example.path("proves").asBoolean(false);
    String status = example.path("status").asString("");
    StyledLine.Style style = proves
        ? StyledLine.Style.SUCCESS
        : status.matches("failed|disputed") ? StyledLine.Style.ERROR : StyledLine.Style.WARNING;
    addRow(
        style,
        "\"" + text(example.path("quote")) + "\"",
        text(example.path("name")),
        text(example.path("status")));
    if (proves) {
      return;
    }
    lines.addAll(EvidenceTable.command(example));
    add(StyledLine.Style.DETAIL, "   ", text(example.path("why")));
    for (JsonNode difference : example.path("differences")) {
      add(StyledLine.Style.DETAIL, "   ", text(difference.path("where")));
      add(StyledLine.Style.DETAIL, "     ", "expected " + text(difference.path("expected")));
      add(StyledLine.Style.DETAIL, "     ", "was " + text(difference.path("actual")));
    }
  }

  private void addLiteral(JsonNode literal) {
    String shownBy = Stream.of("examples", "tests")
        .flatMap(kind -> literal.path(kind).valueStream())
        .map(SpecTable::text)
        .collect(Collectors.joining(", "));
    String result = result(literal);
    addRow(
        isUnaccounted(literal) || result.matches("failed|disputed|skipped")
            ? StyledLine.Style.WARNING
            : StyledLine.Style.PLAIN,
        name(literal),
        shownBy.isEmpty() ? "-" : shownBy,
        result);
  }

  private String result(JsonNode literal) {
    List<String> results = literal
        .path("examples")
        .valueStream()
        .map(name -> statuses.getOrDefault(name.asString(""), "pending"))
        .toList();
    if (!results.isEmpty()) {
      return results.stream()
          .filter(status -> !status.equals("passed"))
          .findFirst()
          .orElse("passed");
    } else if (!literal.path("tests").isEmpty()) {
      return "in a test";
    }
    return isUnaccounted(literal) ? "not shown" : "cannot show";
  }

  private static boolean isUnaccounted(JsonNode literal) {
    return literal.path("examples").isEmpty()
        && literal.path("tests").isEmpty()
        && literal.path("cannotShow").asString("").isEmpty();
  }

  private static String name(JsonNode literal) {
    return text(literal.path("kind")) + " " + text(literal.path("text"));
  }

  private void addRow(StyledLine.Style style, String... cells) {
    WrappedText.row(WIDTHS, cells).forEach(row -> lines.add(new StyledLine(style, row)));
  }

  private void add(StyledLine.Style style, String indent, String text) {
    lines.addAll(EvidenceTable.wrapped(style, indent, text));
  }

  private static String text(JsonNode value) {
    return EvidenceTable.text(value);
  }
}
