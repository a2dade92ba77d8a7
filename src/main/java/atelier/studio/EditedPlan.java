package atelier.studio;

import atelier.event.Blueprint;
import atelier.event.Event.Approved;
import atelier.event.Example;
import atelier.event.FilePlan;
import atelier.project.PathRule;
import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.role.answer.BlueprintAnswer;
import atelier.role.answer.ExamplesAnswer;
import atelier.role.answer.ExistingPlan;
import atelier.role.answer.JsonAnswer;
import atelier.studio.Studio.Refused;
import atelier.studio.Studio.Refused.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the blueprint that a person edited, with the examples beside it. Pure. */
final class EditedPlan {
  private EditedPlan() {}

  /**
   * The approval of an edited plan. A person may also remove and replace checks and examples of
   * earlier features, and all examples.
   *
   * @throws Refused if it is not valid, with all reasons
   */
  static Approved read(Project state, String json, PathRule paths) {
    List<String> reasons = new ArrayList<>();
    List<FilePlan> accepted = state.files().values().stream()
        .filter(file -> file.accepted() != null)
        .map(SourceFile::plan)
        .toList();
    BlueprintAnswer plan = BlueprintAnswer.parse(json, "", ExistingPlan.ofFiles(accepted), paths);
    if (plan.blueprint() == null) {
      reasons.add("the blueprint is not valid: "
          + (plan.rejectionReason().isEmpty()
              ? "it asks for research; give \"files\" or \"checks\""
              : plan.rejectionReason()));
    }
    Blueprint blueprint =
        plan.blueprint() == null ? Objects.requireNonNull(state.blueprint()) : plan.blueprint();
    Optional<ExamplesAnswer> examples = JsonAnswer.findObjects(json).stream()
        .filter(object -> object.has("examples"))
        .findFirst()
        .map(object -> readExamples(state, object, blueprint, paths));
    examples
        .map(ExamplesAnswer::rejectionReason)
        .filter(reason -> !reason.isEmpty())
        .ifPresent(reason -> reasons.add("the examples are not valid: " + reason));
    if (!reasons.isEmpty()) {
      throw new Refused(Why.MALFORMED, String.join("\n", reasons));
    }
    Optional<List<Example>> edited = examples.map(ExamplesAnswer::examples);
    return new Approved(blueprint, edited);
  }

  private static ExamplesAnswer readExamples(
      Project state, JsonNode object, Blueprint blueprint, PathRule paths) {
    String specs = String.join("\n", state.earlierSpecs()) + "\n"
        + Objects.requireNonNull(state.feature()).spec();
    return ExamplesAnswer.parseEdited(object, specs, blueprint, paths);
  }
}
