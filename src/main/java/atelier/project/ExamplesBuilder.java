package atelier.project;

import atelier.event.CannotShow;
import atelier.event.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A mutable copy of {@link AcceptanceExamples}, used while one event is applied. */
final class ExamplesBuilder {
  boolean ready;
  List<Example> inForce = List.of();
  List<CannotShow> cannotShow = List.of();
  final List<String> rejections = new ArrayList<>();
  final Map<String, CheckResult> results = new LinkedHashMap<>();
  final Map<String, ExampleFailure> failures = new LinkedHashMap<>();
  final List<ExampleVerdict> verdicts = new ArrayList<>();
  final Map<String, String> withdrawn = new LinkedHashMap<>();
  final Set<String> ofPerson = new LinkedHashSet<>();

  static ExamplesBuilder from(AcceptanceExamples examples) {
    ExamplesBuilder builder = new ExamplesBuilder();
    builder.ready = examples.ready();
    builder.inForce = examples.inForce();
    builder.cannotShow = examples.cannotShow();
    builder.rejections.addAll(examples.rejections());
    builder.results.putAll(examples.results());
    builder.failures.putAll(examples.failures());
    builder.verdicts.addAll(examples.verdicts());
    builder.withdrawn.putAll(examples.withdrawn());
    builder.ofPerson.addAll(examples.ofPerson());
    return builder;
  }

  AcceptanceExamples build() {
    return new AcceptanceExamples(
        ready, inForce, cannotShow, rejections, results, failures, verdicts, withdrawn, ofPerson);
  }

  /** Forgets what belongs to the previous feature; its examples stay in force. */
  void startFeature() {
    ready = false;
    rejections.clear();
    results.clear();
    failures.clear();
    verdicts.clear();
    withdrawn.clear();
  }

  /** Replaces the examples in force by those of a person; unchanged ones keep their results. */
  void replace(List<Example> edited) {
    Set<String> changed = new LinkedHashSet<>();
    for (Example before : inForce) {
      if (!edited.contains(before)) {
        changed.add(before.name());
        withdrawn.put(before.name(), "removed by a person");
      }
    }
    for (Example example : edited) {
      withdrawn.remove(example.name());
      if (!inForce.contains(example)) {
        ofPerson.add(example.name());
      }
    }
    results.keySet().removeAll(changed);
    failures.keySet().removeAll(changed);
    verdicts.removeIf(verdict -> changed.contains(verdict.example()));
    ready = true;
    inForce = List.copyOf(edited);
  }

  /** Changes the result of an example on a tree; results on other trees no longer count. */
  void updateResult(String name, String tree, UnaryOperator<CheckResult> change) {
    CheckResult previous = results.get(name);
    boolean current = previous != null && previous.tree().equals(tree);
    results.put(name, change.apply(current ? previous : CheckResult.none(tree)));
  }

  void withdraw(String name, String reason) {
    inForce = inForce.stream().filter(example -> !example.name().equals(name)).toList();
    results.remove(name);
    failures.remove(name);
    withdrawn.put(name, reason);
  }
}
