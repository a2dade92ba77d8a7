package atelier.role.answer;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import atelier.project.PathRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A blueprint, or research questions, parsed from a model's answer. The format is {@code
 * DesignPrompt.SCHEMA}.
 *
 * @param blueprint null if there is none
 * @param questions what the model wants to know first; empty if nothing
 * @param rejectionReason why the answer was rejected, for the model to fix; empty if accepted
 */
public record BlueprintAnswer(
    @Nullable Blueprint blueprint, List<String> questions, String rejectionReason) {
  private static final int MAX_FILES = 200;
  private static final int MAX_QUESTIONS = 2;
  private static final int MAX_CHECKS = 20;
  private static final int MAX_TEXT_CHARS = 4_000;

  /**
   * Parses an answer.
   *
   * @param existing paths of the project's files, which planned files may use
   */
  public static BlueprintAnswer parse(String answer, Set<String> existing, PathRule paths) {
    for (JsonNode object : JsonAnswer.findObjects(answer)) {
      if (object.has("files")) {
        return parseBlueprint(object, existing, paths);
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

  private static BlueprintAnswer parseBlueprint(
      JsonNode object, Set<String> existing, PathRule paths) {
    List<FilePlan> files = new ArrayList<>();
    for (JsonNode file : object.path("files")) {
      String path = text(file, "path").isEmpty() ? text(file, "name") : text(file, "path");
      if (path.isEmpty() || text(file, "description").isEmpty()) {
        return rejected("every entry of \"files\" needs \"path\" and \"description\"; entry "
            + (files.size() + 1) + " does not have both");
      }
      files.add(new FilePlan(
          path, text(file, "description"), texts(file.path("uses")), text(file, "contract")));
    }
    Optional<String> problem = findProblem(files, existing, paths);
    if (problem.isPresent()) {
      return rejected(problem.get());
    }
    List<CheckPlan> checks = new ArrayList<>();
    for (JsonNode check : object.path("checks")) {
      List<String> command = command(check.path("command"));
      if (!command.isEmpty() && checks.size() < MAX_CHECKS) {
        String name = text(check, "name");
        checks.add(new CheckPlan(name.isEmpty() ? String.join(" ", command) : name, command));
      }
    }
    return new BlueprintAnswer(
        new Blueprint(
            text(object, "summary"),
            texts(object.path("assumptions")),
            files,
            command(object.path("run")),
            distinctByName(checks)),
        List.of(),
        "");
  }

  private static Optional<String> findProblem(
      List<FilePlan> files, Set<String> existing, PathRule paths) {
    if (files.isEmpty()) {
      return Optional.of("\"files\" is empty");
    }
    if (files.size() > MAX_FILES) {
      return Optional.of(files.size() + " files are more than the limit of " + MAX_FILES);
    }
    List<String> planned = files.stream().map(FilePlan::path).toList();
    Set<String> known = new LinkedHashSet<>(planned);
    known.addAll(existing);
    Optional<String> violation =
        paths.findViolation(planned).or(() -> paths.findViolation(List.copyOf(known)));
    if (violation.isPresent()) {
      return violation;
    }
    return files.stream()
        .flatMap(file -> file.uses().stream()
            .filter(use -> !known.contains(use) || use.equals(file.path()))
            .map(use -> "\"" + file.path() + "\" uses \"" + use + "\", which is "
                + (use.equals(file.path()) ? "itself" : "not among the files")))
        .findFirst();
  }

  private static List<CheckPlan> distinctByName(List<CheckPlan> checks) {
    Set<String> names = new HashSet<>();
    return checks.stream().filter(check -> names.add(check.name())).toList();
  }

  /** A command as a list of words; a plain string is split at white space. */
  private static List<String> command(JsonNode node) {
    return node.isString()
        ? List.of(node.asString().strip().split("\\s+")).stream()
            .filter(word -> !word.isEmpty())
            .toList()
        : texts(node);
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : node) {
      if (item.isString() && !item.asString().isBlank()) {
        texts.add(truncate(item.asString()));
      }
    }
    return texts;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString()
        ? truncate(value.asString().strip())
        : value.isContainer() ? truncate(value.toString()) : "";
  }

  private static String truncate(String text) {
    return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS);
  }
}
