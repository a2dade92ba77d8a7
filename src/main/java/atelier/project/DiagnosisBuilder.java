package atelier.project;

import atelier.project.Diagnosis.RuledOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A mutable copy of a {@link Diagnosis}, used while one event is applied. */
final class DiagnosisBuilder {
  private static final int MAX_RULED_OUT = 200;

  final Map<String, String> explained = new LinkedHashMap<>();
  final Map<String, RepairTrial> trials = new LinkedHashMap<>();
  final List<RuledOut> ruledOut = new ArrayList<>();
  final List<ExampleVerdict> verdicts = new ArrayList<>();
  final Map<String, String> wrongChecks = new LinkedHashMap<>();

  static DiagnosisBuilder from(Diagnosis diagnosis) {
    DiagnosisBuilder builder = new DiagnosisBuilder();
    builder.explained.putAll(diagnosis.explained());
    builder.trials.putAll(diagnosis.trials());
    builder.ruledOut.addAll(diagnosis.ruledOut());
    builder.verdicts.addAll(diagnosis.verdicts());
    builder.wrongChecks.putAll(diagnosis.wrongChecks());
    return builder;
  }

  Diagnosis build() {
    return new Diagnosis(explained, trials, ruledOut, verdicts, wrongChecks);
  }

  void clear() {
    explained.clear();
    trials.clear();
    ruledOut.clear();
    verdicts.clear();
    wrongChecks.clear();
  }

  /** Forgets what was tried in a file: a person knows more. */
  void forget(String file) {
    trials.remove(file);
    ruledOut.removeIf(tried -> tried.file().equals(file));
  }

  /** Forgets what is known about a check: another one takes its place. */
  void forgetCheck(String name) {
    explained.remove(Diagnosis.subject("check", name));
    wrongChecks.remove(name);
    verdicts.removeIf(verdict -> verdict.example().equals(name));
  }

  /** Ends a trial to no effect: its failures are open again, and the file is not asked again. */
  void ruleOut(String file, RepairTrial trial, boolean declined, String why) {
    Set<String> keys = trial.failures().values().stream()
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
    if (ruledOut.size() < MAX_RULED_OUT) {
      ruledOut.add(new RuledOut(file, keys, declined, why));
    }
    trial.failures().keySet().forEach(explained::remove);
  }

  /** What was tried in a file against some of these failures, for its Writer. */
  String triedIn(String file, Set<String> failures) {
    return ruledOut.stream()
        .filter(tried -> tried.file().equals(file) && tried.concerns(failures))
        .map(tried -> "\n" + tried.why())
        .collect(Collectors.joining());
  }
}
