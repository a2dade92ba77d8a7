package atelier.project;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A repair that is being tried. If the failures that it is for remain, it is undone: the version
 * before returns, with the results that were found for it.
 *
 * @param before the accepted version before the repair
 * @param failures the keys of the failures that it is for, by {@link Diagnosis#subject}
 * @param results what was found out about the files before the repair
 * @param restoring whether the version before is being written back
 */
record RepairTrial(
    Version before,
    Map<String, Set<String>> failures,
    EvidenceSnapshot results,
    boolean restoring) {
  static RepairTrial of(Version before, String subject, Set<String> keys, Project project) {
    return new RepairTrial(
        before, Map.of(subject, Set.copyOf(keys)), EvidenceSnapshot.of(project), false);
  }

  /** The same repair, for further failures too. */
  RepairTrial withFailures(String subject, Set<String> keys) {
    Map<String, Set<String>> all = new TreeMap<>(failures);
    all.merge(subject, keys, (earlier, later) -> {
      Set<String> both = new TreeSet<>(earlier);
      both.addAll(later);
      return both;
    });
    return new RepairTrial(before, all, results, restoring);
  }

  RepairTrial withRestoring() {
    return new RepairTrial(before, failures, results, true);
  }

  /** What the runs on the current files say about a repair. */
  enum Effect {
    /** A new version, or a run of it, is still missing. */
    UNKNOWN,
    /** At least one of the failures is gone. */
    HELPED,
    /** All of the failures remain. */
    NONE
  }

  /** What the repair of a file changed. */
  Effect effect(Project project, SourceFile file) {
    Version now = file.accepted();
    if (!file.isSettled() || now == null || now.attempt() == before.attempt()) {
      return Effect.UNKNOWN;
    }
    Effect effect = Effect.NONE;
    for (var subject : failures.entrySet()) {
      CheckResult result = Diagnosis.result(project, subject.getKey());
      boolean remains = result.failed()
          && result.evidence() != null
          && FailureKey.of(result.evidence()).containsAll(subject.getValue());
      if (remains) {
        continue;
      }
      if (result.failed() || result.passes() > 0 || !result.skipReason().isEmpty()) {
        return Effect.HELPED;
      }
      effect = Effect.UNKNOWN;
    }
    return effect;
  }
}
