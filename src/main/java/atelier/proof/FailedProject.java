package atelier.proof;

import atelier.event.FilePlan;
import atelier.project.Diagnosis.RuledOut;
import atelier.project.TestFiles;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A project of which a check, an example or the start command fails.
 *
 * @param plans the plans of its files, by path
 * @param contents the accepted contents of its files, by path
 * @param ruledOut the files that were changed, or looked at, to no effect
 */
public record FailedProject(
    Map<String, FilePlan> plans, Map<String, String> contents, List<RuledOut> ruledOut) {
  public FailedProject {
    plans = Map.copyOf(plans);
    contents = Map.copyOf(contents);
    ruledOut = List.copyOf(ruledOut);
  }

  /** Whether nobody sees anything wrong in a file for these failures, however sure the trace is. */
  public boolean isDeclined(String file, Set<String> failures) {
    return ruledOut.stream()
        .anyMatch(
            tried -> tried.declined() && tried.file().equals(file) && tried.concerns(failures));
  }

  /** Whether a file was changed or looked at for these failures. */
  public boolean isRuledOut(String file, Set<String> failures) {
    return ruledOut.stream()
        .anyMatch(tried -> tried.file().equals(file) && tried.concerns(failures));
  }

  /** The files that are no tests and no data. */
  public List<String> sources() {
    return plans.keySet().stream()
        .filter(path -> !TestFiles.belongsToTests(path))
        .sorted()
        .toList();
  }

  /** What a test uses, directly or indirectly, without tests; all sources if it names none. */
  public List<String> exercisedBy(String test) {
    Set<String> closure = new LinkedHashSet<>();
    Deque<String> pending = new ArrayDeque<>(uses(test));
    while (!pending.isEmpty()) {
      String next = pending.poll();
      if (plans.containsKey(next) && closure.add(next)) {
        pending.addAll(uses(next));
      }
    }
    List<String> sources =
        closure.stream().filter(path -> !TestFiles.belongsToTests(path)).toList();
    return sources.isEmpty() ? sources() : sources;
  }

  private Collection<String> uses(String path) {
    FilePlan plan = plans.get(path);
    return plan == null ? List.of() : plan.uses();
  }
}
