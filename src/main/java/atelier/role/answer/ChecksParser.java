package atelier.role.answer;

import atelier.event.CheckPlan;
import atelier.event.ShellWords;
import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Parses the checks and the start command of a blueprint. Nothing of a proof is left out: what is
 * not understood is rejected.
 */
final class ChecksParser {
  private static final int MAX_CHECKS = 20;
  private static final String[] COMMAND = {"command", "cmd", "run", "script"};
  private static final Set<String> KNOWN = Set.of(
      "name",
      "title",
      "id",
      "command",
      "cmd",
      "run",
      "script",
      "description",
      "purpose",
      "why",
      "comment",
      "note",
      "notes",
      "rationale",
      "reason",
      "explanation",
      "type",
      "kind",
      "category");

  /** The names that models give to the proof of a result, other than {@code checks}. */
  private static final Pattern OTHER_NAME = Pattern.compile(
      "(acceptance|verif(y|ication)|validat(e|ion)|quality|smoke|unit|integration|e2e|test|check)*"
          + "(checks?|tests?|steps|verify|verifications?|acceptance|validations?|validate"
          + "|commands?|criteria)");

  /** An exit code of 0, which every check must have, may be said as well. */
  private static final Pattern EXIT_CODE = Pattern.compile("(expect(ed|s)?)?exit(code|status)?");

  private static final Set<String> SHELL_OPERATORS = Set.of(
      "&&",
      "||",
      "|",
      "|&",
      "&",
      "<",
      "<<<",
      ">",
      ">>",
      "2>",
      "&>",
      "2>&1",
      ">/dev/null",
      "2>/dev/null");

  /** The commands to which a word {@code ;} belongs, such as {@code find -exec}. */
  private static final Pattern ENDED_BY_SEMICOLON = Pattern.compile("-(exec|ok)(dir)?");

  private final List<CheckPlan> inForce;
  private final Consumer<String> rejections;

  /** {@code rejections} receives each reason why something cannot be read. */
  ChecksParser(List<CheckPlan> inForce, Consumer<String> rejections) {
    this.inForce = inForce;
    this.rejections = rejections;
  }

  /** The checks of a blueprint. */
  List<CheckPlan> checks(JsonNode blueprint) {
    JsonNode node = JsonFields.first(blueprint, "checks");
    for (Map.Entry<String, JsonNode> other : blueprint.properties()) {
      boolean isSaid =
          !other.getValue().isEmpty() || !other.getValue().asString("").isBlank();
      if (isSaid
          && !other.getValue().equals(node)
          && OTHER_NAME.matcher(JsonFields.plain(other.getKey())).matches()) {
        rejections.accept("\"" + other.getKey() + "\" is no field of a blueprint: list the commands"
            + " that prove the result in \"checks\", and test files in \"files\"");
      }
    }
    List<CheckPlan> checks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> check : node.properties()) {
        add(checks, names, check.getKey(), check.getValue());
      }
    } else if (node.isArray()) {
      node.forEach(check -> add(checks, names, "", check));
    } else if (!node.isMissingNode() && !node.isNull()) {
      rejections.accept("\"checks\" must be a list of objects with \"name\" and \"command\"");
    }
    if (checks.size() > MAX_CHECKS) {
      rejections.accept(checks.size() + " checks are more than the limit of " + MAX_CHECKS);
    }
    return checks;
  }

  /** The command that starts the program; empty if there is none. */
  List<String> run(JsonNode node) {
    return command(node.isObject() ? JsonFields.first(node, COMMAND) : node, "\"run\"");
  }

  private void add(List<CheckPlan> checks, Set<String> names, String key, JsonNode check) {
    String where = "check " + (checks.size() + 1);
    List<String> command = command(
        check.isObject() ? JsonFields.first(check, COMMAND) : check, "the command of " + where);
    if (command.isEmpty()) {
      rejections.accept(where + " has no command");
    }
    for (Map.Entry<String, JsonNode> field : check.properties()) {
      if (!isKnown(JsonFields.plain(field.getKey()), field.getValue())) {
        rejections.accept(
            where + " has the field \"" + field.getKey() + "\", which no check has: put it into"
                + " the command, which passes if it exits with 0");
      }
    }
    String named = key.isEmpty() ? JsonFields.text(check, "name", "title", "id") : key.strip();
    String name = named.isEmpty() ? ShellWords.quote(command) : named;
    if (checks.contains(new CheckPlan(name, command))) {
      return;
    }
    if (!names.add(name)) {
      rejections.accept("two checks have the name \"" + name + "\"");
    }
    replaced(name, command);
    checks.add(new CheckPlan(name, command));
  }

  private static boolean isKnown(String field, JsonNode value) {
    boolean zero = value.isIntegralNumber() && value.asLong() == 0;
    return KNOWN.contains(field) || (zero && EXIT_CODE.matcher(field).matches());
  }

  /** Checks only grow: what an earlier feature is held to cannot be replaced in passing. */
  private void replaced(String name, List<String> command) {
    inForce.stream()
        .filter(check -> check.name().equals(name) && !check.command().equals(command))
        .forEach(check -> rejections.accept("check \"" + name + "\" is in force as `"
            + ShellWords.quote(check.command()) + "`: give a further check a name of its own"));
  }

  private void rejectOperators(List<String> words, String where) {
    boolean separates = words.stream().noneMatch(ENDED_BY_SEMICOLON.asMatchPredicate());
    words.stream()
        .filter(word -> SHELL_OPERATORS.contains(word) || (separates && word.equals(";")))
        .findFirst()
        .ifPresent(word -> rejections.accept(where + " has the word \"" + word
            + "\" in a list, which no shell reads: give the command as one string, quoted as for"
            + " a shell"));
  }

  private List<String> command(JsonNode node, String where) {
    try {
      List<String> command = CommandParser.parse(node);
      if (node.isArray() && !node.path(0).asString("").matches("(ba|z)?sh")) {
        rejectOperators(node.valueStream().map(JsonNode::asString).toList(), where);
      }
      return command;
    } catch (IllegalArgumentException unreadable) {
      rejections.accept(where + " cannot be read: " + unreadable.getMessage());
      return List.of("unreadable");
    }
  }
}
