package atelier.schedule;

import atelier.event.Entry;
import atelier.event.Event.AnswerRejected;
import atelier.event.Event.CodeReady;
import atelier.event.Event.Committed;
import atelier.event.Event.ProjectFinished;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ReviewEvent.AuditFailed;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationFailed;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.project.Project;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks what must hold after every event despite faults, without using the code under test. */
final class Invariants {
  /** More events than a project can have, since repairs and user actions are limited. */
  private static final int MAX_EVENTS = 3_000;

  private final Map<String, Project> states = new HashMap<>();
  private final Map<String, String> hashes = new HashMap<>();
  private final Set<String> results = new HashSet<>();
  private final Set<String> committed = new HashSet<>();
  private final Map<String, Map<String, Integer>> passCounts = new HashMap<>();
  private final Map<String, Set<String>> passedControls = new HashMap<>();
  private final Map<String, Set<String>> testedChecks = new HashMap<>();
  private final Map<String, Integer> checkCounts = new HashMap<>();

  void check(Entry entry) {
    String id = entry.project();
    Project before = states.getOrDefault(id, Project.empty(id));
    require(entry.seq() == before.seq() + 1, "a gap or a fork", entry);
    require(entry.prev().equals(hashes.getOrDefault(id, "")), "a broken chain", entry);
    require(entry.seq() < MAX_EVENTS, "no end", entry);
    hashes.put(id, entry.hash());
    if (entry.event() instanceof Committed commit) {
      require(committed.add(id + commit.file() + commit.attempt()), "a commit twice", entry);
    }
    requireResultOnce(entry);
    requireEvidence(entry);
    Project after = before.apply(entry);
    states.put(id, after);
    checkCounts.put(id, after.checkPlans().size());
  }

  /** A result is accepted once, even if it is reported several times or to several nodes. */
  private void requireResultOnce(Entry entry) {
    String result = "";
    if (entry.event() instanceof CodeReady event) {
      result = "version " + event.attempt();
    } else if (entry.event() instanceof AnswerRejected event) {
      result = "version " + event.attempt();
    } else if (entry.event() instanceof ValidationPassed event) {
      result = "validation " + event.attempt();
    } else if (entry.event() instanceof ValidationFailed event) {
      result = "validation " + event.attempt();
    } else if (entry.event() instanceof AuditPassed event) {
      result = "audit " + event.attempt();
    } else if (entry.event() instanceof AuditFailed event) {
      result = "audit " + event.attempt();
    }
    String key = entry.project() + " " + entry.event().file() + " " + result;
    require(result.isEmpty() || results.add(key), "a result twice", entry);
  }

  /**
   * A project succeeds only if every check passed twice after the last accepted change, at least
   * one executed tests, and each of those failed on broken code.
   */
  private void requireEvidence(Entry entry) {
    String id = entry.project();
    Map<String, Integer> passes = passCounts.computeIfAbsent(id, key -> new HashMap<>());
    Set<String> controls = passedControls.computeIfAbsent(id, key -> new HashSet<>());
    Set<String> tested = testedChecks.computeIfAbsent(id, key -> new HashSet<>());
    if (entry.event() instanceof FileValidated || entry.event() instanceof CheckFailed) {
      passes.clear();
      controls.clear();
      tested.clear();
    } else if (entry.event() instanceof CheckPassed check) {
      passes.merge(check.name(), 1, Integer::sum);
      if (check.evidence().hasExecutedTests()) {
        tested.add(check.name());
      }
    } else if (entry.event() instanceof ControlPassed control) {
      controls.add(control.check());
    } else if (entry.event() instanceof ProjectFinished end && end.status().equals("succeeded")) {
      long passedTwice = passes.values().stream().filter(count -> count >= 2).count();
      require(passedTwice == checkCounts.getOrDefault(id, -1), "unproven success", entry);
      require(!tested.isEmpty() && controls.containsAll(tested), "success without control", entry);
    }
  }

  Map<String, Project> states() {
    return states;
  }

  static void require(boolean holds, String violation, Object where) {
    if (!holds) {
      throw new AssertionError(violation + " at " + where);
    }
  }
}
