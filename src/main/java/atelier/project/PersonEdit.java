package atelier.project;

import atelier.event.Blueprint;
import atelier.event.Event.Approved;
import atelier.event.Example;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Applies what a person decided by approving a blueprint in place of the designed one: which
 * evidence is void, and what is run again before a model is asked.
 */
final class PersonEdit {
  private PersonEdit() {}

  /** Called before the approved blueprint and examples are in force. */
  static void apply(ProjectBuilder builder, Blueprint designed, Approved event) {
    Blueprint approved = event.blueprint();
    List<Example> examples = event.examples().orElse(builder.examples.inForce);
    boolean proofChanged = !Set.copyOf(approved.checks()).equals(Set.copyOf(designed.checks()))
        || !Set.copyOf(examples).equals(Set.copyOf(builder.examples.inForce));
    builder.updateDecisions(decisions -> decisions.withEdit(designed, approved));
    if (proofChanged) {
      builder.mutationScore = null;
    }
    if (builder.status == Status.PAUSED) {
      runFailedAgain(builder);
      // A person who sends a plan after every answer of the model was rejected has designed it.
      builder.designed |= builder.pauseCause.equals("blueprint");
    }
  }

  private static void runFailedAgain(ProjectBuilder builder) {
    builder.checks.values().removeIf(CheckResult::failed);
    builder.examples.results.values().removeIf(CheckResult::failed);
    if (builder.startResult != null && builder.startResult.failed()) {
      builder.startResult = null;
    }
    builder.diagnosis.clear();
    builder.setups = builder.setups.withoutSkipped();
    builder.files.replaceAll((path, file) -> FileRetry.withoutRunFailures(file));
  }

  /**
   * Forgets the feature in progress, which a person cancelled: its unfinished files, and the checks
   * and examples that it is held to. Its accepted files stay.
   */
  static void forgetFeature(ProjectBuilder builder, Feature feature) {
    Blueprint earlier = feature.earlierBlueprint();
    List<SourceFile> unfinished =
        builder.files.values().stream().filter(file -> file.accepted() == null).toList();
    for (SourceFile file : unfinished) {
      builder.files.remove(file.path());
      builder.deletedFiles.put(file.path(), file.attempts());
    }
    if (earlier != null) {
      earlier
          .files()
          .forEach(plan ->
              builder.updateFile(plan.path(), file -> FileRetry.withoutFeature(file, plan)));
    }
    Set<String> earlierPaths = earlier == null
        ? Set.of()
        : earlier.files().stream().map(plan -> plan.path()).collect(Collectors.toSet());
    builder.files.replaceAll((path, file) ->
        earlierPaths.contains(path) ? file : FileRetry.withoutFeature(file, file.plan()));
    builder.examples.inForce = feature.earlierExamples();
    builder.blueprint = earlier == null && builder.files.isEmpty()
        ? null
        : new Blueprint(
            earlier == null ? "" : earlier.summary(),
            earlier == null ? List.of() : earlier.assumptions(),
            builder.files.values().stream().map(SourceFile::plan).toList(),
            earlier == null ? List.of() : earlier.run(),
            earlier == null ? List.of() : earlier.checks());
  }
}
