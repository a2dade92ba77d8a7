package atelier.role;

import atelier.event.ProofEvent.SurvivorsReported;
import atelier.event.Survivor;
import atelier.project.MutationScore;
import atelier.project.Outcome;
import atelier.project.Project;
import atelier.project.RequiredAction;
import atelier.project.SourceFile;
import atelier.project.TestFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which test file is asked to notice the survivors, once in a feature. */
final class SurvivorRequest {
  private static final int MAX_SURVIVORS = 10;

  private SurvivorRequest() {}

  /** The request; empty if there is nothing to ask, nobody to ask, or it was asked before. */
  static Optional<SurvivorsReported> of(Project project) {
    MutationScore score = project.mutationScore();
    boolean due = project.rewrite().isEmpty()
        && !project.isVerifying()
        && Outcome.of(project).isPresent()
        && RequiredAction.of(project).isEmpty();
    return due
            && score != null
            && score.isComplete()
            && !score.survivors().isEmpty()
            && score.tree().equals(project.treeHash())
        ? mostAsked(project, score.survivors())
        : Optional.empty();
  }

  /** The test file with the most survivors in what it tests; the first one of several. */
  private static Optional<SurvivorsReported> mostAsked(Project project, List<Survivor> survivors) {
    Map<String, List<Survivor>> byTest = new LinkedHashMap<>();
    survivors.forEach(survivor -> testOf(project, survivor.file())
        .ifPresent(
            test -> byTest.computeIfAbsent(test, key -> new ArrayList<>()).add(survivor)));
    return byTest.entrySet().stream()
        .reduce((one, other) -> other.getValue().size() > one.getValue().size() ? other : one)
        .map(most -> new SurvivorsReported(
            most.getKey(), most.getValue().stream().limit(MAX_SURVIVORS).toList()));
  }

  /** The test file that uses a source, else the first test file. */
  private static Optional<String> testOf(Project project, String source) {
    List<SourceFile> tests = project.files().values().stream()
        .filter(file -> TestFiles.isTest(file.path()))
        .toList();
    return tests.stream()
        .filter(test -> test.plan().uses().contains(source))
        .findFirst()
        .or(() -> tests.stream().findFirst())
        .map(SourceFile::path);
  }
}
