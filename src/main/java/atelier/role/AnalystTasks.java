package atelier.role;

import atelier.event.CheckPlan;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.FilePlan;
import atelier.llm.Purpose;
import atelier.project.CheckResult;
import atelier.project.Diagnosis;
import atelier.project.ExampleFailure;
import atelier.project.ExampleVerdict.Decision;
import atelier.project.FailureKey;
import atelier.project.Outcome;
import atelier.project.Project;
import atelier.project.TestFiles;
import atelier.project.TestRewrite;
import atelier.project.WrongCheck;
import atelier.proof.FailedProject;
import atelier.role.Analyst.Analyze;
import atelier.role.Analyst.FailedExample;
import atelier.role.Analyst.FailedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Decides which failures of a project are due to be analyzed. Pure. */
final class AnalystTasks {
  private final Project project;

  AnalystTasks(Project project) {
    this.project = project;
  }

  Stream<Analyze> due() {
    if (project.feature() == null || project.isVerifying()) {
      return Stream.of();
    }
    return Stream.concat(
        looksForCauses() ? Stream.concat(failedRuns(), failedExamples()) : Stream.of(), lessons());
  }

  /**
   * Everything is run first, so that all repairs are made side by side. A check that has to be
   * replaced changes the files, so that an answer about them would come too late.
   */
  private boolean looksForCauses() {
    return project.rewrite().filter(TestRewrite::isOpen).isEmpty()
        && WrongCheck.toReplace(project).isEmpty()
        && project.allFilesDone()
        && Diagnosis.uselessRepair(project).isEmpty()
        && project.checkPlans().stream().allMatch(plan -> hasRun(project.checkResult(plan.name())))
        && project.examples().decided()
        && project.examples().inForce().stream()
            .allMatch(
                example -> hasRun(project.examples().result(example.name(), project.treeHash())));
  }

  private static boolean hasRun(CheckResult result) {
    return result.failed() || result.passes() > 0 || !result.skipReason().isEmpty();
  }

  private Stream<Analyze> failedRuns() {
    Stream<Analyze> checks = project.checkPlans().stream()
        .map(CheckPlan::name)
        .filter(name -> isOpen(name, project.checkResult(name)))
        .map(name -> task(failedRun("check", name, project.checkResult(name))));
    CheckResult start = project.startResult();
    String tree = project.treeHash();
    Stream<Analyze> failedStart = Stream.ofNullable(start)
        .filter(result -> result.failed() && result.tree().equals(tree))
        .filter(result -> !project.diagnosis().isExplained(Diagnosis.START, tree))
        .map(result -> task(failedRun(Diagnosis.START, "", result)));
    return Stream.concat(checks, failedStart);
  }

  private boolean isOpen(String check, CheckResult result) {
    Diagnosis diagnosis = project.diagnosis();
    return result.failed()
        && !diagnosis.isExplained(Diagnosis.subject("check", check), project.treeHash())
        && !diagnosis.isDisputed(check, result);
  }

  private Analyze task(FailedRun run) {
    return new Analyze(
        project.id(),
        Purpose.CAUSE,
        1 + project.diagnosis().ruledOut().size(),
        specs(),
        List.of(),
        null,
        run);
  }

  private FailedRun failedRun(String kind, String name, CheckResult result) {
    Evidence evidence = Objects.requireNonNull(result.evidence());
    Map<String, Decision> decisions = new TreeMap<>();
    FailureKey.failures(evidence)
        .forEach(test -> project
            .diagnosis()
            .decision(name, test)
            .ifPresent(decision -> decisions.put(FailureKey.of(test), decision)));
    return new FailedRun(kind, name, evidence, failedProject(true), decisions);
  }

  private FailedProject failedProject(boolean withTests) {
    Map<String, FilePlan> plans = new TreeMap<>();
    Map<String, String> contents = new TreeMap<>();
    project.files().forEach((path, file) -> {
      if (!project.setups().isMade(path) && (withTests || !TestFiles.belongsToTests(path))) {
        plans.put(path, file.plan());
        contents.put(path, Objects.requireNonNull(file.accepted()).content());
      }
    });
    return new FailedProject(plans, contents, project.diagnosis().ruledOut());
  }

  private Stream<Analyze> failedExamples() {
    return project.examples().unexplained(project.treeHash()).stream()
        .map(example -> new Analyze(
            project.id(),
            Purpose.VERDICT,
            1 + project.diagnosis().ruledOut().size(),
            specs(),
            List.of(),
            failedExample(example),
            null));
  }

  private FailedExample failedExample(Example example) {
    String tree = project.treeHash();
    ExampleFailure failure = project.examples().failure(example.name(), tree).orElseThrow();
    CheckResult result = project.examples().result(example.name(), tree);
    Evidence evidence = Objects.requireNonNull(result.evidence());
    return new FailedExample(
        example,
        failure.point(),
        result.isFlaky()
            || project
                .examples()
                .decision(example.name(), failure)
                .filter(Decision.CODE::equals)
                .isPresent(),
        tree,
        failure.observed(),
        evidence,
        TestFiles.onlySource(writtenPaths()),
        failedProject(false));
  }

  private List<String> writtenPaths() {
    return project.files().keySet().stream()
        .filter(path -> !project.setups().isMade(path))
        .toList();
  }

  private Stream<Analyze> lessons() {
    boolean concluded = Outcome.isStuck(project) || Outcome.of(project).isPresent();
    return concluded && project.failures().size() > project.analyzedFailures()
        ? Stream.of(
            new Analyze(project.id(), Purpose.LESSONS, 1, specs(), project.failures(), null, null))
        : Stream.of();
  }

  private List<String> specs() {
    List<String> specs = new ArrayList<>(project.earlierSpecs());
    specs.add(Objects.requireNonNull(project.feature()).spec());
    return specs;
  }
}
