package atelier.role.answer;

import atelier.event.Blueprint;
import atelier.project.PathRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A blueprint, or research questions, parsed from a model's answer. The format is {@code
 * DesignPrompt.schema()}. It is read exactly or rejected, with all reasons at once.
 *
 * @param blueprint null if there is none
 * @param questions what the model wants to know first; empty if nothing
 * @param rejectionReason why the answer was rejected, a line for each reason, for the model to fix;
 *     empty if accepted
 */
public record BlueprintAnswer(
    @Nullable Blueprint blueprint, List<String> questions, String rejectionReason) {
  private static final int MAX_QUESTIONS = 2;
  private static final int MAX_QUESTION_CHARS = 300;

  /**
   * Parses an answer.
   *
   * @param spec what was asked for: where it wants tests, a blueprint without any is refused
   * @param existing the plan to extend, whose files may be used without being planned again
   */
  public static BlueprintAnswer parse(
      String answer, String spec, ExistingPlan existing, PathRule paths) {
    JsonAnswer.Result result = JsonAnswer.find(answer, "files", BlueprintAnswer::rank);
    JsonNode object = result.object();
    if (object == null) {
      return rejected(result.problem());
    }
    List<String> questions = questions(object);
    boolean asks = !questions.isEmpty()
        && JsonFields.first(object, "files").isEmpty()
        && (existing.paths().isEmpty() || !changesOthers(object));
    return asks
        ? new BlueprintAnswer(null, questions, "")
        : new BlueprintParser(spec, existing, paths).parse(object);
  }

  /** The first questions: texts, or objects with a text, in a list or by itself. */
  private static List<String> questions(JsonNode object) {
    JsonNode research = object.path("research");
    JsonNode all = research.isObject()
        ? JsonFields.first(research, "questions", "question", "queries", "query", "text")
        : research;
    return (all.isArray() ? all.valueStream() : Stream.of(all))
        .map(question -> question.isObject()
            ? JsonFields.text(question, "question", "query", "text", "topic")
            : JsonFields.textOf(question))
        .map(question -> question.substring(0, Math.min(MAX_QUESTION_CHARS, question.length())))
        .filter(question -> !question.isBlank())
        .distinct()
        .limit(MAX_QUESTIONS)
        .toList();
  }

  static BlueprintAnswer rejected(String reason) {
    return new BlueprintAnswer(null, List.of(), reason);
  }

  /** 2: a plan; 1: only questions; 0: an empty plan. */
  private static int rank(JsonNode object) {
    JsonNode files = JsonFields.first(object, "files");
    if ((files.isContainer() && !files.isEmpty()) || changesOthers(object)) {
      return 2;
    }
    return !questions(object).isEmpty() ? 1 : files.isMissingNode() ? -1 : 0;
  }

  private static boolean changesOthers(JsonNode object) {
    return JsonFields.first(object, "files").isArray()
        && (!JsonFields.first(object, "checks").isEmpty()
            || !JsonFields.first(object, "run").isEmpty()
            || DeletionParser.isIn(object));
  }
}
