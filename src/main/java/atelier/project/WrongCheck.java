package atelier.project;

import atelier.event.CheckPlan;
import java.util.List;
import java.util.Optional;

/**
 * A check that has to be replaced.
 *
 * @param reason why it is at fault for its own failure, or {@link #NO_TESTS}; empty if it fails to
 *     notice broken code
 */
public record WrongCheck(CheckPlan plan, String reason) {
  /** The reason of a check that passes although its test tool found no test. */
  public static final String NO_TESTS = "its test tool found no test";

  private static final int MAX_REDESIGNS = 3;

  /**
   * The checks that execute tests and still pass on broken code, that find no test while no other
   * check executes one, or that are themselves at fault for their failure, while the Architect may
   * be asked to replace them. It is not asked about a check that a person decided.
   */
  public static List<WrongCheck> toReplace(Project project) {
    return project.designs().redesigns() >= MAX_REDESIGNS
            || project.isVerifying()
            || !project.allFilesDone()
            || project.rewrite().filter(TestRewrite::isOpen).isPresent()
        ? List.of()
        : project.checkPlans().stream()
            .filter(plan -> !project.decisions().checks().contains(plan.name()))
            .flatMap(plan -> of(project, plan).stream())
            .toList();
  }

  private static Optional<WrongCheck> of(Project project, CheckPlan plan) {
    CheckResult result = project.checkResult(plan.name());
    Optional<String> reason = result.failed()
        ? Optional.ofNullable(project.diagnosis().wrongChecks().get(plan.name()))
        : ofPassed(project, result);
    return reason.map(why -> new WrongCheck(plan, why));
  }

  private static Optional<String> ofPassed(Project project, CheckResult result) {
    if (result.isVacuous()) {
      return Optional.of("");
    }
    return result.foundNoTests() && noneExecutesTests(project)
        ? Optional.of(NO_TESTS)
        : Optional.empty();
  }

  /** Some tools exit with 0 then; what a check does that has yet to run is unknown. */
  private static boolean noneExecutesTests(Project project) {
    return project.checkPlans().stream()
        .map(plan -> project.checkResult(plan.name()))
        .noneMatch(result -> result.hasExecutedTests() || result.needsRun(1));
  }
}
