package atelier.schedule;

import static atelier.schedule.Invariants.require;

import atelier.event.DiagnosisEvent.CauseFound;
import atelier.event.DiagnosisEvent.RepairUndone;
import atelier.event.DiagnosisEvent.VerdictGiven;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.AnswerRejected;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.event.ReviewEvent.AuditFailed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationFailed;
import atelier.event.SetupEvent.SetupFailed;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Project;
import atelier.project.WrongCheck;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * No file is repaired unless an event names it as the cause, nobody is asked the same question
 * twice, a lack of the machine never leads to a repair, and a useless repair is undone.
 */
final class RepairInvariants {
  private final Set<String> blamed = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> lacking = new HashSet<>();
  private final Map<String, String> contents = new HashMap<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, String> before = new HashMap<>();
  private final Map<String, String> restoring = new HashMap<>();
  /** Who reported the last event of a project: an answer may be several events. */
  private final Map<String, String> agents = new HashMap<>();

  private String unfounded = "";

  /** Records a prompt: a repair needs somebody who says that the file is at fault. */
  void recordPrompt(Prompt prompt) {
    String file = prompt.project() + " " + prompt.file();
    if (prompt.purpose() == Purpose.REPAIR && !blamed.contains(file)) {
      unfounded = file;
    }
  }

  void check(Entry entry, Project before) {
    require(unfounded.isEmpty(), "a repair without a cause: " + unfounded, entry);
    String id = entry.project() + " ";
    boolean late =
        entry.event() instanceof CauseFound && !agents.getOrDefault(id, "").equals("analyst");
    require(!late || WrongCheck.toReplace(before).isEmpty(), "a cause in files that change", entry);
    agents.put(id, entry.agent());
    Event event = entry.event();
    if (event instanceof ValidationFailed
        || event instanceof AuditFailed
        || event instanceof AnswerRejected
        || event instanceof SetupFailed) {
      blamed.add(id + event.file());
    } else if (event instanceof CheckFailed failed) {
      lacking.remove(id + failed.name() + failed.evidence().tree());
      blame(id + failed.cause());
    } else if (event instanceof ExampleFailed failed) {
      lacking.remove(id + failed.name() + failed.evidence().tree());
      blame(id + failed.cause());
    } else if (event instanceof ExecutionFailure failed) {
      lacking.remove(id + failed.evidence().tree());
      blame(id + failed.cause());
    } else if (event instanceof CauseFound found) {
      causeFound(entry, found);
    } else if (event instanceof VerdictGiven verdict) {
      String question = id + verdict.kind() + verdict.example() + verdict.point();
      require(answered.add(question), "a verdict about the same point twice", entry);
    } else if (event instanceof EnvironmentLacking lack) {
      lacking.add(id + lack.subject() + lack.evidence().tree());
    } else {
      file(entry);
    }
  }

  private void causeFound(Entry entry, CauseFound found) {
    String id = entry.project() + " ";
    String subject = id + found.example() + found.tree();
    require(!lacking.contains(subject), "a lack leads to a repair", entry);
    String question = subject + found.kind() + found.cause() + found.tests();
    require(answered.add(question), "the same cause twice", entry);
    blame(id + found.cause());
  }

  private void blame(String file) {
    blamed.add(file);
    before.put(file, contents.getOrDefault(file, ""));
  }

  private void file(Entry entry) {
    String id = entry.project() + " ";
    Event event = entry.event();
    String file = id + event.file();
    if (event instanceof CodeReady code) {
      versions.put(file + code.attempt(), code.content());
      boolean same = code.content().equals(contents.get(file));
      String expected = restoring.remove(file);
      require(
          expected == null || expected.equals(code.content()), "another version restored", entry);
      if (same) {
        askAgain(id);
      }
    } else if (event instanceof FileValidated accepted) {
      contents.put(file, versions.get(file + accepted.attempt()));
      blamed.remove(file);
    } else if (event instanceof RepairUndone) {
      require(before.containsKey(file), "an undone repair that nothing asked for", entry);
      restoring.put(file, before.get(file));
      askAgain(id);
    } else if (event instanceof RetryRequested
        || event instanceof HintGiven
        || event instanceof FeatureRequested
        || event instanceof BlueprintReady) {
      restoring.remove(file);
      askAgain(id);
      lacking.removeIf(key -> key.startsWith(id));
    }
  }

  /** Something changed, so that the answer may be another one. */
  private void askAgain(String id) {
    answered.removeIf(question -> question.startsWith(id));
  }
}
