package atelier.project;

import atelier.event.CheckPlan;
import java.util.List;
import java.util.Optional;

/**
 * A check that has to be replaced.
 *
 * @param reason why it is at fault for its own failure; empty if it fails to notice broken code
 */
public record WrongCheck(CheckPlan plan, String reason) {
  private static final int MAX_REDESIGNS = 3;

  /**
   * The checks that execute tests and still pass on broken code, or that are themselves at fault
   * for their failure, while the Architect may be asked to replace them. It is not asked about a
   * check that a person decided.
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
        : result.isVacuous() ? Optional.of("") : Optional.empty();
    return reason.map(why -> new WrongCheck(plan, why));
  }
}
