package atelier.web;

import atelier.event.CannotShow;
import atelier.event.CheckPlan;
import atelier.event.EquivalentMutant;
import atelier.event.ShellWords;
import atelier.event.Survivor;
import atelier.event.TestCounts;
import atelier.project.CheckResult;
import atelier.project.CheckResult.Control;
import atelier.project.LiteralCoverage;
import atelier.project.MutationScore;
import atelier.project.Project;
import atelier.project.TestFiles;
import atelier.project.TestRewrite;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The evidence behind a project's status, as {@code GET /api/projects/ID/evidence} returns it; its
 * components are JSON fields.
 *
 * @param reason why it is paused or ended; empty otherwise
 * @param tree the hash of the current files, which all of it applies to
 * @param literals what the current spec says to the letter, and what shows it
 * @param cannotShow words of the spec that no example can show
 * @param removedChecks the checks that a person removed or replaced, as they were
 * @param start the start command; empty if the project has none
 * @param mutants the small faults tried; empty if none were tried on the current files yet
 * @param packages the packages of each manifest; missing if the project declares none
 */
record EvidenceView(
    String id,
    String status,
    String reason,
    String tree,
    List<Literal> literals,
    List<ExampleEvidence> examples,
    List<Withdrawn> withdrawn,
    List<CannotShow> cannotShow,
    List<Check> checks,
    List<RemovedCheck> removedChecks,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<StartEvidence> start,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Mutants> mutants,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PackageEvidence> packages) {
  /**
   * A literal of the spec. If all else is empty, nobody shows it.
   *
   * @param kind such as {@code flag}, {@code route} or {@code limit}
   * @param examples the names of the examples that contain it
   * @param tests the paths of the test files that contain it
   * @param cannotShow why no example can show it
   */
  record Literal(
      String text, String kind, List<String> examples, List<String> tests, String cannotShow) {
    static Literal of(LiteralCoverage coverage) {
      return new Literal(
          coverage.literal().text(),
          coverage.literal().kind(),
          coverage.examples(),
          coverage.tests(),
          coverage.cannotShow());
    }
  }

  /** An example that the spec contradicts, or that a person removed. */
  record Withdrawn(String name, String reason) {}

  /**
   * An acceptance check.
   *
   * @param commandLine the command, quoted for a POSIX shell
   * @param status pending, passed, failed or skipped; stale if a file changed after it ran
   * @param passes how often it passed on the current files
   * @param tests what its test tool reported in the last run on the current files
   * @param control pending; passed if it failed on broken code, failed if it did not
   * @param broken the files that were broken for the control
   * @param exercises the sources that it notices when they are broken
   * @param proves whether it is evidence
   * @param why why it is no evidence, as one sentence; empty if it is
   */
  record Check(
      String name,
      List<String> command,
      String commandLine,
      String status,
      int passes,
      int requiredPasses,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<TestCounts> tests,
      String control,
      List<String> broken,
      List<String> exercises,
      boolean proves,
      String why) {}

  /**
   * A check that a person removed or replaced.
   *
   * @param replaced whether a check of this name is in force
   */
  record RemovedCheck(String name, List<String> command, String commandLine, boolean replaced) {
    static RemovedCheck of(CheckPlan plan, Project project) {
      return new RemovedCheck(
          plan.name(),
          plan.command(),
          ShellWords.quote(plan.command()),
          project.checkPlans().stream().anyMatch(check -> check.name().equals(plan.name())));
    }
  }

  /**
   * How many small faults in the sources the checks notice.
   *
   * @param survivors the faults that no check noticed
   * @param unproven the sources that can be made unusable without any check noticing
   * @param claims the survivors that no test can notice, as a model claims; nothing verified it
   */
  record Mutants(
      int tried,
      int killed,
      List<Survivor> survivors,
      List<String> unproven,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EquivalentMutant> claims) {
    static Mutants of(MutationScore score, List<EquivalentMutant> claims) {
      return new Mutants(
          score.tried(), score.killed(), score.survivors(), score.unproven(), claims);
    }
  }

  static EvidenceView of(Project project) {
    String tree = project.treeHash();
    var missing = new MissingEvidence(tree, project.requiredPasses(), project.mutationScore());
    return new EvidenceView(
        project.id(),
        project.status().wireName(),
        project.reason(),
        tree,
        literals(project),
        project.examples().inForce().stream()
            .map(example -> ExampleEvidence.of(example, project, missing))
            .toList(),
        project.examples().withdrawn().entrySet().stream()
            .map(entry -> new Withdrawn(entry.getKey(), entry.getValue()))
            .toList(),
        project.examples().cannotShow(),
        project.checkPlans().stream()
            .map(plan -> check(plan, project.checks().get(plan.name()), missing))
            .toList(),
        project.decisions().removedChecks().stream()
            .map(plan -> RemovedCheck.of(plan, project))
            .toList(),
        StartEvidence.of(project, missing),
        Optional.ofNullable(project.mutationScore())
            .filter(score -> score.isComplete() && score.tree().equals(tree))
            .map(score -> Mutants.of(score, TestRewrite.claims(project))),
        PackageEvidence.of(project));
  }

  private static List<Literal> literals(Project project) {
    if (project.feature() == null) {
      return List.of();
    }
    Map<String, String> tests = new LinkedHashMap<>(project.acceptedContents());
    tests.keySet().removeIf(path -> !TestFiles.isTest(path));
    return LiteralCoverage.of(
            project.feature().spec(),
            project.examples().inForce(),
            project.examples().cannotShow(),
            tests)
        .stream()
        .map(Literal::of)
        .toList();
  }

  private static Check check(
      CheckPlan plan, @Nullable CheckResult result, MissingEvidence missing) {
    boolean isCurrent = result != null && result.tree().equals(missing.tree());
    Optional<CheckResult> current = Optional.ofNullable(result).filter(ignored -> isCurrent);
    String why = missing.of(result);
    return new Check(
        plan.name(),
        plan.command(),
        ShellWords.quote(plan.command()),
        status(result, missing.tree()),
        current.map(CheckResult::passes).orElse(0),
        missing.requiredPasses(),
        current.flatMap(EvidenceView::tests),
        current.map(CheckResult::control).orElse(Control.PENDING).name().toLowerCase(Locale.ROOT),
        current.map(CheckResult::broken).orElse(List.of()),
        current
            .filter(run -> run.control() == Control.PASSED)
            .map(CheckResult::broken)
            .orElse(List.of()),
        why.isEmpty(),
        why);
  }

  private static Optional<TestCounts> tests(CheckResult result) {
    var evidence = result.evidence();
    return evidence == null ? Optional.empty() : evidence.tests();
  }

  /** The status of a result on a tree, as the API names it. */
  static String status(@Nullable CheckResult result, String tree) {
    if (result == null) {
      return "pending";
    } else if (!result.tree().equals(tree)) {
      return "stale";
    } else if (!result.skipReason().isEmpty()) {
      return "skipped";
    } else if (result.failed()) {
      return "failed";
    }
    return result.passes() == 0 ? "pending" : "passed";
  }
}
