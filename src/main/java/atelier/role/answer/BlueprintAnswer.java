package atelier.role.answer;

import atelier.event.Blueprint;
import atelier.project.PathRule;
import java.util.List;
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
  private static final int MAX_QUESTIONS = 2;

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
    List<String> questions = JsonFields.texts(object.path("research"));
    return rank(object) == 1
        ? new BlueprintAnswer(null, questions.stream().limit(MAX_QUESTIONS).toList(), "")
        : new BlueprintParser(spec, existing, paths).parse(object);
  }

  static BlueprintAnswer rejected(String reason) {
    return new BlueprintAnswer(null, List.of(), reason);
  }

  /** 2: a plan; 1: only questions; 0: an empty plan. */
  private static int rank(JsonNode object) {
    JsonNode files = object.path("files");
    boolean changesOthers = files.isArray()
        && (!object.path("checks").isEmpty()
            || !object.path("run").isEmpty()
            || DeletionParser.isIn(object));
    if ((files.isContainer() && !files.isEmpty()) || changesOthers) {
      return 2;
    }
    return !JsonFields.texts(object.path("research")).isEmpty() ? 1 : object.has("files") ? 0 : -1;
  }
}
