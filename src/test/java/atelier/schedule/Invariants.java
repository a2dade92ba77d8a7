package atelier.schedule;

import atelier.event.Cancelled;
import atelier.event.DiagnosisEvent.RewriteRejected;
import atelier.event.DiagnosisEvent.SurvivorsReported;
import atelier.event.DiagnosisEvent.VerdictGiven;
import atelier.event.Entry;
import atelier.event.Event.AnswerRejected;
import atelier.event.Event.Approved;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.Paused;
import atelier.event.Event.ProjectFinished;
import atelier.event.Event.VerifyRequested;
import atelier.event.Example;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExamplePassed;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.event.ProofEvent.ExamplesReady;
import atelier.event.ReviewEvent.AuditFailed;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationFailed;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.SetupEvent.LockReady;
import atelier.llm.Prompt;
import atelier.project.Feature;
import atelier.project.MutationScore;
import atelier.project.Project;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Checks what must hold after every event despite faults, without using the code under test. */
final class Invariants {
  /** More events than a project can have, since repairs and user actions are limited. */
  private static final int MAX_EVENTS = 3_000;

  private final Map<String, Project> states = new HashMap<>();
  private final Map<String, String> hashes = new HashMap<>();
  private final Set<String> results = new HashSet<>();
  private final Set<String> committed = new HashSet<>();
  private final Map<String, Map<String, String>> written = new HashMap<>();
  private final Map<String, Map<String, String>> accepted = new HashMap<>();
  private final Map<String, Map<String, Integer>> passCounts = new HashMap<>();
  private final Map<String, Set<String>> passedControls = new HashMap<>();
  private final Map<String, Set<String>> testedChecks = new HashMap<>();
  private final Map<String, MutationScore> scoresBefore = new HashMap<>();
  private final Set<String> asking = new HashSet<>();
  private final Map<String, Integer> checkCounts = new HashMap<>();
  private final Map<String, Set<String>> examples = new HashMap<>();
  private final Map<String, Map<String, Integer>> examplePasses = new HashMap<>();
  private final Map<String, String> verdicts = new HashMap<>();
  private final Set<String> verifying = new HashSet<>();
  private final RepairInvariants repairs = new RepairInvariants();
  private final SetupInvariants setups = new SetupInvariants();
  private final Map<String, List<String>> toDelete = new HashMap<>();
  private final Map<String, Integer> deletions = new HashMap<>();
  private String modelAskedBy = "";
  private AssertionError violation;

  /** The first violation, which a journal may have taken for a failed append. */
  void throwFirstViolation() {
    if (violation != null) {
      throw violation;
    }
  }

  void check(Entry entry) {
    try {
      checkAll(entry);
    } catch (AssertionError found) {
      violation = violation == null ? found : violation;
      throw found;
    }
  }

  private void checkAll(Entry entry) {
    String id = entry.project();
    Project before = states.getOrDefault(id, Project.empty(id));
    require(entry.seq() == before.seq() + 1, "a gap or a fork", entry);
    require(entry.prev().equals(hashes.getOrDefault(id, "")), "a broken chain", entry);
    require(entry.seq() < MAX_EVENTS, "no end", entry);
    hashes.put(id, entry.hash());
    if (entry.event() instanceof Committed commit) {
      boolean first = committed.add(id + commit.file() + commit.attempt());
      require(first || !commit.deleted().isEmpty(), "a commit twice", entry);
    }
    requireDeletions(entry);
    requireResultOnce(entry);
    requireNoModelInVerification(entry);
    recordFiles(entry);
    requireEvidence(entry);
    requireExamples(entry);
    requireNothingWorse(entry, before);
    repairs.check(entry, before);
    setups.check(entry);
    Project after = before.apply(entry);
    states.put(id, after);
    checkCounts.put(id, after.checkPlans().size());
  }

  /** Records that a prompt was sent for a project, which is wrong while that is verified. */
  void recordPrompt(Prompt prompt) {
    if (verifying.contains(prompt.project())) {
      modelAskedBy = prompt.project();
    }
    repairs.recordPrompt(prompt);
  }

  /** A project that is verified runs its evidence and ends; it neither pauses nor writes. */
  private void requireNoModelInVerification(Entry entry) {
    String id = entry.project();
    require(modelAskedBy.isEmpty(), "a model was asked by the verification of " + modelAskedBy, id);
    if (entry.event() instanceof VerifyRequested) {
      require(verifying.add(id), "a verification of a verification", entry);
    } else if (verifying.contains(id)) {
      require(Set.of("runner", "clerk", "user").contains(entry.agent()), "a role too many", entry);
      require(!(entry.event() instanceof Paused), "a verification that waits", entry);
    }
    if (entry.event() instanceof ProjectFinished end) {
      boolean verified = verifying.remove(id);
      require(verified || !end.status().equals("failed"), "a failure without repairs", entry);
    } else if (entry.event() instanceof Cancelled) {
      verifying.remove(id);
    }
  }

  /** Nothing is proven while files are to be deleted; then exactly these are gone. */
  private void requireDeletions(Entry entry) {
    String id = entry.project();
    if (entry.event() instanceof BlueprintReady ready) {
      toDelete.put(id, existing(id, ready.blueprint().delete()));
    } else if (entry.event() instanceof Approved approved) {
      toDelete.put(id, existing(id, approved.blueprint().delete()));
    } else if (entry.event() instanceof Committed commit && !commit.deleted().isEmpty()) {
      require(commit.deleted().equals(toDelete.remove(id)), "another deletion", entry);
      commit.deleted().forEach(accepted.get(id)::remove);
      deletions.merge(id, 1, Integer::sum);
    } else if (entry.event() instanceof Cancelled) {
      toDelete.remove(id);
    } else if (entry.agent().equals("runner") || entry.event() instanceof ProjectFinished) {
      require(toDelete.getOrDefault(id, List.of()).isEmpty(), "proven with old files", entry);
    }
    if (entry.event() instanceof ProjectFinished) {
      Set<String> files = states.get(id).acceptedContents().keySet();
      require(files.equals(accepted.get(id).keySet()), "other files", entry);
    }
  }

  /** The paths of which a version was accepted; others are forgotten at once. */
  private List<String> existing(String id, List<String> paths) {
    return paths.stream()
        .filter(accepted.getOrDefault(id, Map.of())::containsKey)
        .toList();
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
    boolean validation = result.startsWith("validation");
    String key = entry.project() + " " + entry.event().file() + " " + result
        + (validation ? " " + deletions.getOrDefault(entry.project(), 0) : "");
    require(result.isEmpty() || results.add(key), "a result twice", entry);
  }

  private void recordFiles(Entry entry) {
    String id = entry.project();
    if (entry.event() instanceof CodeReady event) {
      written
          .computeIfAbsent(id, key -> new HashMap<>())
          .put(event.file() + event.attempt(), event.content());
    } else if (entry.event() instanceof FileValidated event) {
      accepted
          .computeIfAbsent(id, key -> new TreeMap<>())
          .put(event.file(), written.get(id).get(event.file() + event.attempt()));
    } else if (entry.event() instanceof LockReady event) {
      accepted.computeIfAbsent(id, key -> new TreeMap<>()).put(event.file(), event.content());
    } else if (entry.event() instanceof BlueprintReady) {
      String ofProject = id + " ";
      passCounts.keySet().removeIf(key -> key.startsWith(ofProject));
    }
  }

  /**
   * A project succeeds only if every check passed twice on the accepted files, at least one
   * executed tests, and each of those failed on broken code.
   */
  private void requireEvidence(Entry entry) {
    String id = entry.project();
    String files = id + " " + accepted.getOrDefault(id, Map.of());
    Map<String, Integer> passes = passCounts.computeIfAbsent(files, key -> new HashMap<>());
    Set<String> controls = passedControls.computeIfAbsent(files, key -> new HashSet<>());
    Set<String> tested = testedChecks.computeIfAbsent(files, key -> new HashSet<>());
    if (entry.event() instanceof CheckFailed failed) {
      // The results of other checks on the same files stay.
      passes.remove(failed.name());
      controls.remove(failed.name());
      tested.remove(failed.name());
    } else if (entry.event() instanceof VerifyRequested) {
      passes.clear();
      controls.clear();
      tested.clear();
    } else if (entry.event() instanceof CheckPassed check) {
      passes.merge(check.name(), 1, Integer::sum);
      if (check.evidence().hasExecutedTests()) {
        tested.add(check.name());
      }
    } else if (entry.event() instanceof ControlPassed control && control.kind().isEmpty()) {
      controls.add(control.check());
    } else if (entry.event() instanceof ProjectFinished end && end.status().equals("succeeded")) {
      long passedTwice = passes.values().stream().filter(count -> count >= 2).count();
      require(passedTwice == checkCounts.getOrDefault(id, -1), "unproven success", entry);
      require(!tested.isEmpty() && controls.containsAll(tested), "success without control", entry);
    }
  }

  /**
   * A project succeeds only if there are examples and each passed twice on the accepted
   * files; none is withdrawn unless the spec contradicts it.
   */
  private void requireExamples(Entry entry) {
    String id = entry.project();
    Set<String> inForce = examples.computeIfAbsent(id, key -> new HashSet<>());
    String files = id + " " + accepted.getOrDefault(id, Map.of());
    Map<String, Integer> passes = examplePasses.computeIfAbsent(files, key -> new HashMap<>());
    if (entry.event() instanceof ExamplesReady ready) {
      ready.examples().forEach(example -> inForce.add(example.name()));
    } else if (entry.event() instanceof VerdictGiven verdict) {
      verdicts.put(id + verdict.example(), verdict.verdict());
    } else if (entry.event() instanceof ExampleWithdrawn withdrawn) {
      require("example".equals(verdicts.get(id + withdrawn.name())), "withdrawn by nobody", entry);
      inForce.remove(withdrawn.name());
    } else if (entry.event() instanceof Cancelled cancelled && cancelled.runsQueued()) {
      Feature feature = Objects.requireNonNull(states.get(id).feature());
      if (!verifying.contains(id)) {
        inForce.retainAll(feature.earlierExamples().stream().map(Example::name).toList());
      }
    } else if (entry.event() instanceof VerifyRequested) {
      passes.clear();
    } else if (entry.event() instanceof ExampleFailed failed) {
      passes.remove(failed.name());
    } else if (entry.event() instanceof ExamplePassed passed) {
      passes.merge(passed.name(), 1, Integer::sum);
    } else if (entry.event() instanceof ProjectFinished end && end.status().equals("succeeded")) {
      require(
          inForce.stream().allMatch(name -> passes.getOrDefault(name, 0) >= 2),
          "success without an example",
          entry);
    }
  }

  /** Once it is only about better tests, nobody is asked, and the end is no worse. */
  private void requireNothingWorse(Entry entry, Project before) {
    String id = entry.project();
    if (entry.event() instanceof SurvivorsReported) {
      require(!scoresBefore.containsKey(id), "survivors reported twice", entry);
      scoresBefore.put(id, Objects.requireNonNull(before.mutationScore()));
      asking.add(id);
    } else if (entry.event() instanceof HintGiven
        || entry.event() instanceof Cancelled
        || entry.event() instanceof FeatureRequested) {
      scoresBefore.remove(id);
      asking.remove(id);
    } else if (entry.event() instanceof RewriteRejected) {
      asking.remove(id);
    } else if (entry.event() instanceof Paused pause) {
      boolean asked = scoresBefore.containsKey(id);
      require(!asking.contains(id), "a pause while tests are asked for", entry);
      require(!asked || !pause.cause().equals("surrender"), "a pause for better tests", entry);
    } else if (entry.event() instanceof ProjectFinished end && scoresBefore.containsKey(id)) {
      MutationScore score = Objects.requireNonNull(before.mutationScore());
      MutationScore old = scoresBefore.remove(id);
      asking.remove(id);
      require(score.killed() * old.tried() >= old.killed() * score.tried(), "worse tests", entry);
      require(end.tree().equals(score.tree()), "an end without a score", entry);
      require(old.killed() == 0 || end.status().equals("succeeded"), "a worse end", entry);
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
