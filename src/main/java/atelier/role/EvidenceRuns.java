package atelier.role;

import atelier.event.CheckPlan;
import atelier.event.Example;
import atelier.project.CheckResult;
import atelier.project.CheckResult.Control;
import atelier.project.MutationScore;
import atelier.project.Project;
import atelier.project.StartCommand;
import atelier.role.Runner.Purpose;
import atelier.role.Runner.Run;
import atelier.role.Runner.TimedCheck;
import atelier.role.Runner.TimedExample;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Decides which runs are due for the evidence about a project whose files are done. Pure. */
final class EvidenceRuns {
  private final Project project;
  private final String tree;

  EvidenceRuns(Project project) {
    this.project = project;
    tree = project.treeHash();
  }

  Stream<Run> due() {
    return Stream.of(checks(), examples(), start(), mutants()).flatMap(runs -> runs);
  }

  private Stream<Run> checks() {
    return project.checkPlans().stream()
        .flatMap(plan -> runsOf(
            project.checkResult(plan.name()),
            attempt -> run(Purpose.CHECK, plan.name(), attempt, plan.command(), List.of()),
            run(Purpose.CONTROL, plan.name(), 0, plan.command(), List.of())));
  }

  private Stream<Run> examples() {
    return project.examples().decided()
        ? project.examples().inForce().stream().flatMap(this::runsOf)
        : Stream.of();
  }

  private Stream<Run> runsOf(Example example) {
    List<String> command = example.commands().get(0);
    List<TimedExample> only = List.of(new TimedExample(example, 0));
    return runsOf(
        project.examples().result(example.name(), tree),
        attempt -> run(Purpose.EXAMPLE, example.name(), attempt, command, only),
        run(Purpose.EXAMPLE_CONTROL, example.name(), 0, command, only));
  }

  /** Builds the run with a number. */
  private interface NumberedRun {
    Run of(int attempt);
  }

  private Stream<Run> runsOf(CheckResult result, NumberedRun positive, Run control) {
    return Stream.concat(
        result.needsRun(project.requiredPasses())
            ? Stream.of(positive.of(result.passes() + 1))
            : Stream.of(),
        result.needsControl() ? Stream.of(control) : Stream.of());
  }

  private Stream<Run> start() {
    return StartCommand.needsRun(project)
        ? Stream.of(run(
            Purpose.START,
            StartCommand.programFile(project),
            0,
            StartCommand.command(project),
            List.of()))
        : Stream.of();
  }

  private Run run(
      Purpose purpose,
      String subject,
      int attempt,
      List<String> command,
      List<TimedExample> examples) {
    return new Run(
        project.id(),
        purpose,
        subject,
        attempt,
        command,
        0,
        examples,
        List.of(),
        "",
        project.acceptedContents(),
        tree,
        project.verification().seq());
  }

  /** Mutants are tried when nothing else is left, by what notices broken code. */
  private Stream<Run> mutants() {
    return MutationScore.partsLeft(project).stream().map(this::mutantRun);
  }

  private Run mutantRun(int part) {
    List<TimedCheck> checks = project.checkPlans().stream()
        .filter(plan -> project.checkResult(plan.name()).control() == Control.PASSED)
        .map(plan -> new TimedCheck(plan, ms(project.checkResult(plan.name()))))
        .toList();
    List<TimedExample> examples = project.examples().inForce().stream()
        .filter(example -> project.examples().isProof(example.name(), tree))
        .map(example ->
            new TimedExample(example, ms(project.examples().result(example.name(), tree))))
        .toList();
    return new Run(
        project.id(),
        Purpose.MUTANTS,
        "",
        part,
        commandOfFirst(checks, examples),
        MutationScore.partsOf(project),
        examples,
        checks,
        Objects.requireNonNull(project.feature()).spec(),
        project.acceptedContents(),
        tree,
        project.verification().seq());
  }

  private static List<String> commandOfFirst(List<TimedCheck> checks, List<TimedExample> examples) {
    return Stream.concat(
            checks.stream().map(TimedCheck::plan).map(CheckPlan::command),
            examples.stream().flatMap(timed -> timed.example().commands().stream()))
        .findFirst()
        .orElse(List.of());
  }

  private static long ms(CheckResult result) {
    return result.evidence() == null ? 0 : result.evidence().ms();
  }
}
