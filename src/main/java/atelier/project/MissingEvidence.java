package atelier.project;

import atelier.event.CheckPlan;
import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.project.CheckResult.Control;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what is missing in a project's evidence for {@code succeeded}. Pure. */
final class MissingEvidence {
  private MissingEvidence() {}

  /** What is missing, the most serious first; empty if nothing is. */
  static Optional<String> find(Project project) {
    return Stream.<Supplier<Optional<String>>>of(
            () -> disputed(project),
            () -> notRun(project),
            () -> failedControl(project),
            () -> noTests(project),
            () -> noProof(project),
            () -> noExamples(project),
            () -> noMutantNoticed(project),
            () -> idleTest(project))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The spec does not say who is right, so only a person can. */
  private static Optional<String> disputed(Project project) {
    AcceptanceExamples examples = project.examples();
    String tree = project.treeHash();
    return examples.inForce().stream()
        .map(Example::name)
        .filter(name -> examples.isDisputed(name, tree))
        .map(name -> "disputed: the spec does not decide example \"" + name + "\": "
            + differences(examples.result(name, tree)))
        .findFirst()
        .or(() -> disputedTest(project));
  }

  private static Optional<String> disputedTest(Project project) {
    Diagnosis diagnosis = project.diagnosis();
    return project.checkPlans().stream()
        .map(CheckPlan::name)
        .filter(name -> diagnosis.isDisputed(name, project.checkResult(name)))
        .map(name -> "disputed: the spec does not decide what "
            + diagnosis
                .disputed(name, Objects.requireNonNull(project.checkResult(name).evidence()))
                .stream()
                .map(test -> test.test() + " expects ("
                    + test.message().lines().findFirst().orElse("") + ")")
                .collect(Collectors.joining("; ")))
        .findFirst();
  }

  private static String differences(CheckResult result) {
    return Objects.requireNonNull(result.evidence()).failures().stream()
        .map(failure -> line(failure))
        .collect(Collectors.joining("; "));
  }

  private static String line(FailedTest failure) {
    return failure.message() + ": expected " + failure.expected() + ", was " + failure.actual();
  }

  private static Optional<String> notRun(Project project) {
    String tree = project.treeHash();
    Optional<String> check = firstReason(
        project,
        result -> result.skipReason().isEmpty() ? "" : " was not run: " + result.skipReason());
    Stream<String> examples = project.examples().inForce().stream()
        .map(Example::name)
        .filter(name -> !project.examples().result(name, tree).skipReason().isEmpty())
        .map(name -> "example \"" + name + "\" was not run: "
            + project.examples().result(name, tree).skipReason());
    CheckResult start = project.startResult();
    Stream<String> startCommand =
        start != null && start.tree().equals(tree) && !start.skipReason().isEmpty()
            ? Stream.of("the start command was not exercised: " + start.skipReason())
            : Stream.of();
    return check
        .or(() -> Stream.concat(examples, startCommand).findFirst())
        .map(reason -> skippedPackages(project) + reason);
  }

  /** Why packages are not installed, which may be why something was not run. */
  private static String skippedPackages(Project project) {
    return project
        .setups()
        .in(Setup.State.SKIPPED)
        .map(setup ->
            "the packages of " + setup.file() + " are not installed: " + setup.reason() + "; ")
        .collect(Collectors.joining());
  }

  private static Optional<String> failedControl(Project project) {
    return firstReason(
        project,
        result -> result.hasExecutedTests() && result.control() == Control.FAILED
            ? " proves nothing: " + passedThough(result.broken())
            : "");
  }

  private static Optional<String> noExamples(Project project) {
    List<String> rejections = project.examples().rejections();
    return project.examples().ready() || rejections.isEmpty()
        ? Optional.empty()
        : Optional.of("there is no acceptance example: no usable answer after "
            + rejections.size() + ". Reason of the last rejection: "
            + rejections.get(rejections.size() - 1));
  }

  private static Optional<String> noTests(Project project) {
    boolean executed = project.checks().values().stream().anyMatch(CheckResult::hasExecutedTests);
    return !needsTests(project) || executed
        ? Optional.empty()
        : Optional.of(
            project.checkPlans().isEmpty()
                ? "nothing is proven: there is no check"
                : "nothing is proven: no check executed a test");
  }

  /** Whether spec or blueprint speak of tests. */
  private static boolean needsTests(Project project) {
    Feature feature = project.feature();
    return (feature != null && TestFiles.areWanted(feature.spec()))
        || project.files().keySet().stream().anyMatch(TestFiles::isTest)
        || project.checkPlans().stream().anyMatch(plan -> TestFiles.runsTests(plan.command()));
  }

  private static Optional<String> noProof(Project project) {
    String tree = project.treeHash();
    boolean proven = project.checks().values().stream().anyMatch(CheckResult::isProof)
        || project.examples().inForce().stream()
            .anyMatch(example -> project.examples().isProof(example.name(), tree));
    return proven
        ? Optional.empty()
        : Optional.of(
            project.checkPlans().isEmpty()
                ? "nothing is proven: there is no check, and no example fails on broken code"
                : "nothing is proven: no check executed a test, and no example fails on broken"
                    + " code");
  }

  private static Optional<String> noMutantNoticed(Project project) {
    return Optional.ofNullable(project.mutationScore())
        .filter(score -> score.tree().equals(project.treeHash()))
        .filter(MutationScore::noticesNothing)
        .map(score -> "nothing is proven: the checks notice none of " + score.tried()
            + " small faults in the code");
  }

  /** A delivered test that nothing runs may say that the code is wrong. */
  private static Optional<String> idleTest(Project project) {
    return Optional.ofNullable(project.mutationScore())
        .filter(score -> score.isComplete() && score.tree().equals(project.treeHash()))
        .flatMap(score -> score.unproven().stream().filter(TestFiles::isTest).findFirst())
        .map(path -> "the tests in " + path + " are executed by no check");
  }

  private static Optional<String> firstReason(
      Project project, Function<CheckResult, String> reason) {
    return project.checks().entrySet().stream()
        .filter(check -> !reason.apply(check.getValue()).isEmpty())
        .map(check -> "check \"" + check.getKey() + "\"" + reason.apply(check.getValue()))
        .findFirst();
  }

  private static String passedThough(List<String> broken) {
    if (broken.isEmpty()) {
      return "the project has no source that it could be about";
    }
    String sources =
        broken.size() == 1 ? broken.get(0) : "every source (" + broken.size() + " files)";
    return "it passes although " + sources + " was broken";
  }
}
