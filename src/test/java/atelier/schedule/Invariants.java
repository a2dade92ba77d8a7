package atelier.schedule;

import atelier.event.Entry;
import atelier.event.Event.AnswerRejected;
import atelier.event.Event.AuditFailed;
import atelier.event.Event.AuditPassed;
import atelier.event.Event.CheckFailed;
import atelier.event.Event.CheckPassed;
import atelier.event.Event.CodeReady;
import atelier.event.Event.Committed;
import atelier.event.Event.FileValidated;
import atelier.event.Event.ProjectFinished;
import atelier.event.Event.ValidationFailed;
import atelier.event.Event.ValidationPassed;
import atelier.project.Project;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What must hold after every event, whatever went wrong; judged without the code under test. */
final class Invariants {
  /** More events than any bounded course of repairs and helps can come to. */
  private static final int MAX_EVENTS = 3_000;

  private final Map<String, Project> folded = new HashMap<>();
  private final Map<String, String> hashes = new HashMap<>();
  private final Set<String> results = new HashSet<>();
  private final Set<String> committed = new HashSet<>();
  private final Map<String, Set<String>> passed = new HashMap<>();
  private final Map<String, Integer> checks = new HashMap<>();

  void hold(Entry entry) {
    String id = entry.project();
    Project before = folded.getOrDefault(id, Project.empty(id));
    require(entry.seq() == before.seq() + 1, "a gap or a fork", entry);
    require(entry.prev().equals(hashes.getOrDefault(id, "")), "a broken chain", entry);
    require(entry.seq() < MAX_EVENTS, "no end", entry);
    hashes.put(id, entry.hash());
    if (entry.event() instanceof Committed one) {
      require(committed.add(id + one.file() + one.attempt()), "a commit twice", entry);
    }
    once(entry);
    evidence(entry);
    Project after = before.apply(entry);
    folded.put(id, after);
    checks.put(id, after.checkPlans().size());
  }

  /** Whoever did a task, however often its result was told, and to whom: it is taken once. */
  private void once(Entry entry) {
    String what = "";
    if (entry.event() instanceof CodeReady one) {
      what = "version " + one.attempt();
    } else if (entry.event() instanceof AnswerRejected one) {
      what = "version " + one.attempt();
    } else if (entry.event() instanceof ValidationPassed one) {
      what = "validation " + one.attempt();
    } else if (entry.event() instanceof ValidationFailed one) {
      what = "validation " + one.attempt();
    } else if (entry.event() instanceof AuditPassed one) {
      what = "audit " + one.attempt();
    } else if (entry.event() instanceof AuditFailed one) {
      what = "audit " + one.attempt();
    }
    String about = entry.project() + " " + entry.event().file() + " " + what;
    require(what.isEmpty() || results.add(about), "a result twice", entry);
  }

  /** Success needs every check passed after the last accepted change. */
  private void evidence(Entry entry) {
    Set<String> now = passed.computeIfAbsent(entry.project(), id -> new HashSet<>());
    if (entry.event() instanceof FileValidated || entry.event() instanceof CheckFailed) {
      now.clear();
    } else if (entry.event() instanceof CheckPassed check) {
      now.add(check.name());
    } else if (entry.event() instanceof ProjectFinished end && end.status().equals("succeeded")) {
      require(now.size() == checks.getOrDefault(entry.project(), -1), "unproven success", entry);
    }
  }

  Map<String, Project> folded() {
    return folded;
  }

  static void require(boolean holds, String broken, Object where) {
    if (!holds) {
      throw new AssertionError(broken + " at " + where);
    }
  }
}
