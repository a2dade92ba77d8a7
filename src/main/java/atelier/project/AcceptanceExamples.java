package atelier.project;

import atelier.event.CannotShow;
import atelier.event.Example;
import atelier.project.ExampleVerdict.Decision;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The acceptance examples of a project, and what became of them.
 *
 * @param ready whether the examples of the current feature were made
 * @param inForce the examples that the program must satisfy, those of earlier features included
 * @param cannotShow words of the spec that no example can show
 * @param rejections why answers with examples of the current feature were rejected, oldest first
 * @param results the results by name
 * @param failures how examples failed, by name
 * @param verdicts what the spec says about disagreements, in the current feature
 * @param withdrawn the reason by name of each withdrawn example
 * @param ofPerson the names of the examples that a person wrote or changed
 */
public record AcceptanceExamples(
    boolean ready,
    List<Example> inForce,
    List<CannotShow> cannotShow,
    List<String> rejections,
    Map<String, CheckResult> results,
    Map<String, ExampleFailure> failures,
    List<ExampleVerdict> verdicts,
    Map<String, String> withdrawn,
    Set<String> ofPerson) {
  private static final int MAX_ANSWERS = 3;

  /** A project without examples, before any were asked for. */
  static final AcceptanceExamples NONE = new AcceptanceExamples(
      false, List.of(), List.of(), List.of(), Map.of(), Map.of(), List.of(), Map.of(), Set.of());

  public AcceptanceExamples {
    inForce = List.copyOf(inForce);
    cannotShow = List.copyOf(cannotShow);
    rejections = List.copyOf(rejections);
    results = Collections.unmodifiableMap(results);
    failures = Collections.unmodifiableMap(failures);
    verdicts = List.copyOf(verdicts);
    withdrawn = Collections.unmodifiableMap(withdrawn);
    ofPerson = Set.copyOf(ofPerson);
  }

  /** Whether no further answer is waited for: examples exist, or no usable answer was given. */
  public boolean decided() {
    return ready || rejections.size() >= MAX_ANSWERS;
  }

  /** The results of an example on a tree. */
  public CheckResult result(String name, String tree) {
    CheckResult result = results.get(name);
    return result != null && result.tree().equals(tree) ? result : CheckResult.none(tree);
  }

  public Optional<Example> find(String name) {
    return inForce.stream().filter(example -> example.name().equals(name)).findFirst();
  }

  /** The failure of an example on a tree. */
  public Optional<ExampleFailure> failure(String name, String tree) {
    return Optional.ofNullable(failures.get(name))
        .filter(failure -> failure.tree().equals(tree) && result(name, tree).failed());
  }

  /**
   * What the spec says about a failure; empty if it was not asked yet. It is not asked about an
   * example that a person decided.
   */
  public Optional<Decision> decision(String name, ExampleFailure failure) {
    return ofPerson.contains(name) ? Optional.of(Decision.CODE) : verdict(name, failure);
  }

  private Optional<Decision> verdict(String name, ExampleFailure failure) {
    return verdicts.stream()
        .filter(
            verdict -> verdict.example().equals(name) && verdict.point().equals(failure.point()))
        .map(ExampleVerdict::decision)
        .reduce((earlier, later) -> later);
  }

  /** Whether an example fails on a tree and the spec does not say who is wrong. */
  public boolean isDisputed(String name, String tree) {
    return failure(name, tree)
        .flatMap(failure -> decision(name, failure))
        .filter(Decision.DISPUTED::equals)
        .isPresent();
  }

  /** The failed examples for which nobody is blamed yet and that are not disputed. */
  public List<Example> unexplained(String tree) {
    return inForce.stream()
        .filter(example ->
            failure(example.name(), tree).filter(failure -> !failure.blamed()).isPresent())
        .filter(example -> !isDisputed(example.name(), tree))
        .toList();
  }

  /**
   * Whether every example in force has a final result on a tree.
   *
   * @param failureIsFinal whether nobody is asked about a failure, as in a verification
   */
  boolean haveConcluded(String tree, int requiredPasses, boolean failureIsFinal) {
    return inForce.stream().map(Example::name).allMatch(name -> {
      CheckResult result = result(name, tree);
      return result.failed()
          ? failureIsFinal || isDisputed(name, tree)
          : !result.needsRun(requiredPasses) && !result.needsControl();
    });
  }

  /**
   * Whether an example is evidence on a tree: it expects a result that the spec can name, passes,
   * and fails on broken code.
   */
  public boolean isProof(String name, String tree) {
    CheckResult result = result(name, tree);
    return find(name).filter(Example::expectsContent).isPresent()
        && result.passed()
        && result.control() == CheckResult.Control.PASSED;
  }
}
