package atelier.role.answer;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import atelier.event.ShellWords;
import atelier.project.PathRule;
import atelier.project.TestFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A blueprint, or research questions, parsed from a model's answer. The format is {@code
 * DesignPrompt.SCHEMA}. It is read exactly or rejected, with all reasons at once.
 *
 * @param blueprint null if there is none
 * @param questions what the model wants to know first; empty if nothing
 * @param rejectionReason why the answer was rejected, a line for each reason, for the model to fix;
 *     empty if accepted
 */
public record BlueprintAnswer(
    @Nullable Blueprint blueprint, List<String> questions, String rejectionReason) {
  private static final int MAX_FILES = 200;
  private static final int MAX_QUESTIONS = 2;
  private static final int MAX_CHECKS = 20;
  private static final int MAX_REASONS = 20;
  private static final int MAX_TEXT_CHARS = 4_000;

  /**
   * Parses an answer.
   *
   * @param spec what was asked for: where it wants tests, a blueprint without any is refused
   * @param existing paths of the project's files, which may be used without being planned again
   * @param inForce checks of earlier features, which a later one may not change
   */
  public static BlueprintAnswer parse(
      String answer, String spec, Set<String> existing, List<CheckPlan> inForce, PathRule paths) {
    for (JsonNode object : JsonAnswer.findObjects(answer)) {
      boolean planned = object.path("files").isArray() && !object.path("files").isEmpty();
      boolean asksNothing = texts(object.path("research")).isEmpty();
      if (planned || (object.has("files") && asksNothing)) {
        return new Parser(spec, existing, inForce, paths).parse(object);
      }
      List<String> questions = texts(object.path("research"));
      if (!questions.isEmpty()) {
        return new BlueprintAnswer(null, questions.stream().limit(MAX_QUESTIONS).toList(), "");
      }
    }
    return rejected("the answer contains no JSON object with \"files\"");
  }

  private static BlueprintAnswer rejected(String reason) {
    return new BlueprintAnswer(null, List.of(), reason);
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : node) {
      if (text.isString() && !text.asString().isBlank()) {
        texts.add(cut(text.asString()));
      }
    }
    return texts;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString()
        ? cut(value.asString().strip())
        : value.isContainer() ? cut(value.toString()) : "";
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS);
  }

  /** Parses one object and collects all that is wrong with it. */
  private static final class Parser {
    private final String spec;
    private final Set<String> existing;
    private final List<CheckPlan> inForce;
    private final PathRule paths;
    private final Set<String> reasons = new LinkedHashSet<>();

    Parser(String spec, Set<String> existing, List<CheckPlan> inForce, PathRule paths) {
      this.spec = spec;
      this.existing = existing;
      this.inForce = inForce;
      this.paths = paths;
    }

    BlueprintAnswer parse(JsonNode object) {
      List<FilePlan> files = files(object.path("files"));
      List<CheckPlan> checks = checks(object.path("checks"));
      List<String> run = command(object.path("run"), "\"run\"");
      checkTests(files, checks);
      return reasons.isEmpty()
          ? new BlueprintAnswer(
              new Blueprint(
                  text(object, "summary"), texts(object.path("assumptions")), files, run, checks),
              List.of(),
              "")
          : rejected(String.join("\n", reasons.stream().limit(MAX_REASONS).toList()));
    }

    private List<FilePlan> files(JsonNode node) {
      List<FilePlan> files = new ArrayList<>();
      for (JsonNode file : node) {
        String path = text(file, "path").isEmpty() ? text(file, "name") : text(file, "path");
        String description = text(file, "description");
        if (path.isEmpty() || description.isEmpty()) {
          reasons.add("every entry of \"files\" needs \"path\" and \"description\"; entry "
              + (files.size() + 1) + " has no " + (path.isEmpty() ? "path" : "description"));
        }
        files.add(
            new FilePlan(path, description, texts(file.path("uses")), text(file, "contract")));
      }
      if (files.isEmpty()) {
        reasons.add("\"files\" is empty");
      } else if (files.size() > MAX_FILES) {
        reasons.add(files.size() + " files are more than the limit of " + MAX_FILES);
      } else {
        checkPaths(files);
      }
      return files;
    }

    private void checkPaths(List<FilePlan> files) {
      List<String> planned =
          files.stream().map(FilePlan::path).filter(path -> !path.isEmpty()).toList();
      planned.forEach(path -> paths.findViolation(List.of(path)).ifPresent(reasons::add));
      paths.findViolation(planned).ifPresent(reasons::add);
      Set<String> known = new LinkedHashSet<>(planned);
      known.addAll(existing);
      paths.findViolation(List.copyOf(known)).ifPresent(reasons::add);
      for (FilePlan file : files) {
        for (String use : file.uses()) {
          if (use.equals(file.path())) {
            reasons.add("\"" + file.path() + "\" uses itself");
          } else if (!known.contains(use)) {
            reasons.add(
                "\"" + file.path() + "\" uses \"" + use + "\", which is not among \"files\"");
          }
        }
      }
    }

    private List<CheckPlan> checks(JsonNode node) {
      List<CheckPlan> checks = new ArrayList<>();
      Set<String> names = new HashSet<>();
      if (!node.isArray() && !node.isMissingNode() && !node.isNull()) {
        reasons.add("\"checks\" must be a list of objects with \"name\" and \"command\"");
      }
      for (JsonNode check : node) {
        String where = "check " + (checks.size() + 1);
        List<String> command =
            command(check.isObject() ? check.path("command") : check, "the command of " + where);
        if (command.isEmpty()) {
          reasons.add(where + " has no command");
        }
        String name =
            text(check, "name").isEmpty() ? ShellWords.quote(command) : text(check, "name");
        if (!names.add(name)) {
          reasons.add("two checks have the name \"" + name + "\"");
        }
        replaced(name, command);
        checks.add(new CheckPlan(name, command));
      }
      if (checks.size() > MAX_CHECKS) {
        reasons.add(checks.size() + " checks are more than the limit of " + MAX_CHECKS);
      }
      return checks;
    }

    /** Checks only grow: what an earlier feature is held to cannot be replaced in passing. */
    private void replaced(String name, List<String> command) {
      inForce.stream()
          .filter(check -> check.name().equals(name) && !check.command().equals(command))
          .forEach(check -> reasons.add("check \"" + name + "\" is in force as `"
              + ShellWords.quote(check.command())
              + "`: give a further check a name of its own"));
    }

    private List<String> command(JsonNode node, String where) {
      try {
        return CommandParser.parse(node);
      } catch (IllegalArgumentException unreadable) {
        reasons.add(where + " cannot be read: " + unreadable.getMessage());
        return List.of("unreadable");
      }
    }

    private void checkTests(List<FilePlan> files, List<CheckPlan> checks) {
      boolean planned = files.stream().anyMatch(file -> TestFiles.isTest(file.path()))
          || existing.stream().anyMatch(TestFiles::isTest)
          || checks.stream().anyMatch(check -> TestFiles.runsTests(check.command()));
      if (TestFiles.areWanted(spec) && !planned) {
        reasons.add("the spec asks for tests, but no file of the blueprint is a test: plan at least"
            + " one test file and a check that runs it");
      }
    }
  }
}
