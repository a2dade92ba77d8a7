package atelier.project;

import atelier.event.DiagnosisEvent.RepairUndone;
import atelier.event.Evidence;
import atelier.event.FailedTest;
import atelier.project.ExampleVerdict.Decision;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known about who is at fault for the failures of the current feature.
 *
 * @param explained for each subject, the tree on which it was found out who is at fault, or that
 *     nobody can be found
 * @param trials the repairs that are being tried, by file
 * @param ruledOut files that are not at fault for certain failures
 * @param verdicts what the spec says about the values that tests expect
 * @param wrongChecks why a check itself is at fault, by its name
 */
public record Diagnosis(
    Map<String, String> explained,
    Map<String, RepairTrial> trials,
    List<RuledOut> ruledOut,
    List<ExampleVerdict> verdicts,
    Map<String, String> wrongChecks) {
  /** The subject of the start command. */
  public static final String START = "start";

  static final Diagnosis NONE = new Diagnosis(Map.of(), Map.of(), List.of(), List.of(), Map.of());

  public Diagnosis {
    explained = Collections.unmodifiableMap(explained);
    trials = Collections.unmodifiableMap(trials);
    ruledOut = List.copyOf(ruledOut);
    verdicts = List.copyOf(verdicts);
    wrongChecks = Collections.unmodifiableMap(wrongChecks);
  }

  /**
   * A file that was changed, or looked at, for certain failures to no effect.
   *
   * @param keys the failures, see {@link FailureKey}
   * @param declined whether its Writer sees nothing wrong in it; else a repair was undone
   * @param why what was tried, for later prompts
   */
  public record RuledOut(String file, Set<String> keys, boolean declined, String why) {
    public RuledOut {
      keys = Set.copyOf(keys);
    }

    /** Whether it is about one of these failures. */
    public boolean concerns(Set<String> failures) {
      return failures.stream().anyMatch(keys::contains);
    }
  }

  /** The subject of a check or example: its kind and its name. */
  public static String subject(String kind, String name) {
    return kind + (name.isEmpty() ? "" : " " + name);
  }

  /** The result of a subject on the current files. */
  static CheckResult result(Project project, String subject) {
    String tree = project.treeHash();
    if (subject.equals(START)) {
      CheckResult start = project.startResult();
      return start != null && start.tree().equals(tree) ? start : CheckResult.none(tree);
    }
    String name = subject.substring(subject.indexOf(' ') + 1);
    return subject.startsWith("check ")
        ? project.checkResult(name)
        : project.examples().result(name, tree);
  }

  /** Whether it was found out who is at fault for a subject's failure on a tree. */
  public boolean isExplained(String subject, String tree) {
    return tree.equals(explained.get(subject));
  }

  /** What the spec says about a failed test of a check; empty if it was not asked. */
  public Optional<Decision> decision(String check, FailedTest test) {
    String point = FailureKey.of(test);
    return verdicts.stream()
        .filter(verdict -> verdict.example().equals(check) && verdict.point().equals(point))
        .map(ExampleVerdict::decision)
        .reduce((earlier, later) -> later);
  }

  /** The failed tests of a check about whose expected value the spec does not decide. */
  public List<FailedTest> disputed(String check, Evidence evidence) {
    return evidence.failures().stream()
        .filter(test -> decision(check, test).filter(Decision.DISPUTED::equals).isPresent())
        .toList();
  }

  /** Whether a check fails, and only because of values that the spec does not decide. */
  public boolean isDisputed(String check, CheckResult result) {
    Evidence evidence = result.evidence();
    return result.failed()
        && evidence != null
        && !evidence.failures().isEmpty()
        && disputed(check, evidence).size() == evidence.failures().size();
  }

  /** A repair after which the same failures remain; empty if there is none. */
  public static Optional<RepairUndone> uselessRepair(Project project) {
    boolean judges = project.isOpen()
        && project.allFilesDone()
        && !project.isVerifying()
        && project.rewrite().filter(TestRewrite::isOpen).isEmpty();
    return !judges
        ? Optional.empty()
        : project.diagnosis().trials().entrySet().stream()
            .filter(trial -> !trial.getValue().restoring())
            .flatMap(trial -> Optional.ofNullable(project.files().get(trial.getKey()))
                .filter(file -> trial.getValue().effect(project, file) == RepairTrial.Effect.NONE)
                .stream())
            .findFirst()
            .map(file -> new RepairUndone(
                file.path(), file.attempts(), "the same failures remain after it"));
  }
}
