package atelier.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Describes a project's evidence as a table, at most 80 columns wide. */
public final class EvidenceTable {
  private static final int COLUMNS = 80;
  private static final int INDENT = 3;
  private static final int MAX_CHARS = 600;
  private static final int NAME_COLUMNS = 21;

  /** The widths of the columns after the name: result, tests, passed, broken code. */
  private static final int[] WIDTHS = {9, 22, 9, 13};

  private final List<StyledLine> lines = new ArrayList<>();

  private EvidenceTable() {}

  /** Describes a reply to {@code GET /api/projects/ID/evidence}. */
  public static List<StyledLine> of(JsonNode evidence) {
    EvidenceTable table = new EvidenceTable();
    table.addProject(evidence);
    table.addSection(SpecTable.of(evidence));
    table.lines.add(StyledLine.plain(""));
    table.addChecks(evidence.path("checks"));
    evidence.path("removedChecks").forEach(table::addRemoved);
    table.addStart(evidence.path("start"));
    evidence.path("packages").forEach(table::addPackages);
    table.lines.add(StyledLine.plain(""));
    table.addMutants(evidence);
    table.lines.addAll(SpecTable.gaps(evidence));
    return table.lines;
  }

  private void addProject(JsonNode evidence) {
    String reason = text(evidence.path("reason"));
    add(
        StyledLine.Style.PLAIN,
        "",
        text(evidence.path("id")) + " is " + text(evidence.path("status"))
            + (reason.isEmpty() ? "" : ": " + reason));
    add(StyledLine.Style.DETAIL, " ".repeat(INDENT), "tree " + text(evidence.path("tree")));
  }

  private void addSection(List<StyledLine> section) {
    if (!section.isEmpty()) {
      lines.add(StyledLine.plain(""));
      lines.addAll(section);
    }
  }

  private void addStart(JsonNode start) {
    if (!start.isObject()) {
      return;
    }
    boolean passed = start.path("status").asString("").equals("passed");
    add(
        passed ? StyledLine.Style.SUCCESS : StyledLine.Style.WARNING,
        "",
        "Start command: " + text(start.path("status")) + ", exercised by "
            + text(start.path("exercisedBy")));
    lines.addAll(command(start));
    if (!passed) {
      add(StyledLine.Style.DETAIL, " ".repeat(INDENT), text(start.path("why")));
    }
  }

  private void addPackages(JsonNode setup) {
    boolean ready = setup.path("status").asString("").equals("ready");
    add(
        ready ? StyledLine.Style.SUCCESS : StyledLine.Style.WARNING,
        "",
        "Packages of " + text(setup.path("file")) + ": "
            + (ready
                ? setup.path("packages").asInt() + " installed (" + text(setup.path("ecosystem"))
                    + ")"
                : text(setup.path("status")) + ", " + text(setup.path("reason"))));
    setup
        .path("notes")
        .forEach(note -> add(StyledLine.Style.DETAIL, " ".repeat(INDENT), text(note)));
    setup
        .path("refused")
        .forEach(
            host -> add(StyledLine.Style.WARNING, " ".repeat(INDENT), "refused: " + text(host)));
  }

  private void addChecks(JsonNode checks) {
    if (checks.isEmpty()) {
      add(StyledLine.Style.WARNING, "", "The project has no checks yet.");
      return;
    }
    lines.add(StyledLine.plain(row("CHECK", "RESULT", "TESTS", "PASSED", "BROKEN CODE", "PROOF")));
    checks.forEach(this::addCheck);
  }

  private void addCheck(JsonNode check) {
    boolean proves = check.path("proves").asBoolean(false);
    StyledLine.Style style = proves ? StyledLine.Style.SUCCESS : StyledLine.Style.WARNING;
    String name = text(check.path("name"));
    boolean fits = WrappedText.columns(name) < NAME_COLUMNS;
    if (!fits) {
      add(style, "", name);
    }
    lines.add(new StyledLine(
        style,
        row(
            fits ? name : "",
            text(check.path("status")),
            tests(check),
            check.path("passes").asInt() + " of " + check.path("requiredPasses").asInt(),
            control(check),
            proves ? "yes" : "no")));
    lines.addAll(command(check));
    if (!check.path("exercises").isEmpty()) {
      String sources = check
          .path("exercises")
          .valueStream()
          .map(EvidenceTable::text)
          .collect(Collectors.joining(", "));
      add(StyledLine.Style.DETAIL, " ".repeat(INDENT), "exercises " + sources);
    }
    if (!proves) {
      add(StyledLine.Style.DETAIL, " ".repeat(INDENT), text(check.path("why")));
    }
  }

  private void addRemoved(JsonNode check) {
    add(
        StyledLine.Style.WARNING,
        "",
        "A person " + (check.path("replaced").asBoolean(false) ? "replaced" : "removed")
            + " the check " + text(check.path("name")));
    lines.addAll(command(check));
  }

  private static String tests(JsonNode check) {
    if (!check.path("status").asString("").matches("passed|failed")) {
      return "-";
    }
    int run = check.path("tests").path("run").asInt(0);
    int failed = check.path("tests").path("failed").asInt(0);
    int skipped = check.path("tests").path("skipped").asInt(0);
    return failed > 0
        ? failed + " of " + run + " failed"
        : (run == 0 ? "none" : run + " run") + (skipped == 0 ? "" : ", " + skipped + " skipped");
  }

  private static String control(JsonNode check) {
    return switch (check.path("control").asString("")) {
      case "passed" -> "noticed";
      case "failed" -> "not noticed";
      default -> "not tried";
    };
  }

  private void addMutants(JsonNode evidence) {
    JsonNode mutants = evidence.path("mutants");
    int tried = mutants.path("tried").asInt(0);
    add(
        StyledLine.Style.PLAIN,
        "",
        tried == 0
            ? "Small faults in the sources: none tried" + (mutants.isObject() ? "" : " yet")
            : "Small faults in the sources: " + mutants.path("killed").asInt() + " of " + tried
                + " noticed");
    for (JsonNode survivor : mutants.path("survivors")) {
      add(
          StyledLine.Style.DETAIL,
          " ".repeat(INDENT),
          "not noticed: " + text(survivor.path("file")) + ":"
              + survivor.path("line").asInt() + " \"" + text(survivor.path("from")) + "\" became \""
              + text(survivor.path("to")) + "\"");
    }
    for (JsonNode claim : mutants.path("claims")) {
      add(
          StyledLine.Style.DETAIL,
          " ".repeat(INDENT),
          "claimed, not verified: " + text(claim.path("file")) + ":"
              + claim.path("line").asInt()
              + " \"" + text(claim.path("from")) + "\" and \"" + text(claim.path("to"))
              + "\" are equivalent: " + text(claim.path("reason")));
    }
    for (JsonNode path : mutants.path("unproven")) {
      add(StyledLine.Style.WARNING, "", "Exercised by no check: " + text(path));
    }
  }

  private static String row(String name, String... cells) {
    StringBuilder row = new StringBuilder(WrappedText.pad(name, NAME_COLUMNS));
    for (int i = 0; i < WIDTHS.length; i++) {
      row.append(WrappedText.pad(cells[i], WIDTHS[i]));
    }
    return row.append(cells[WIDTHS.length]).toString();
  }

  private void add(StyledLine.Style style, String indent, String text) {
    lines.addAll(wrapped(style, indent, text));
  }

  static List<StyledLine> wrapped(StyledLine.Style style, String indent, String text) {
    return WrappedText.lines(text, COLUMNS - indent.length()).stream()
        .map(line -> new StyledLine(style, indent + line))
        .toList();
  }

  /** The command line of a check, an example or the program, to be pasted into a shell. */
  static List<StyledLine> command(JsonNode subject) {
    String commandLine = subject.path("commandLine").asString("");
    return PasteableCommand.lines(" ".repeat(INDENT) + "$ ", commandLine, COLUMNS).stream()
        .map(line -> new StyledLine(StyledLine.Style.DETAIL, line))
        .toList();
  }

  static String text(JsonNode value) {
    return TerminalText.sanitize(value.asString(""), MAX_CHARS);
  }
}
