package atelier.project;

import atelier.event.Blueprint;
import atelier.event.Cancelled;
import atelier.event.CheckPlan;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Event.ProjectFinished;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of one project, computed from its events. Immutable; {@link ProjectFold} applies each
 * event.
 *
 * @param seq the number of the last entry; 0 before the first
 * @param hash the hash of the last entry, which the next entry must name as {@code prev}
 * @param startedAt null before the first event
 * @param finishedAt null while a feature is in progress
 * @param reason why it is paused or ended; empty otherwise
 * @param pauseCause the {@code cause} of the pause; empty unless paused
 * @param feature the feature in progress; null before the first event
 * @param queuedFeatures further features, oldest first
 * @param earlierSpecs specs of the features before this one, oldest first
 * @param requestsByKey the requests that had an idempotency key, by that key
 * @param infra the models and tools found; null until the Environment found them
 * @param surveys the Environment's surveys
 * @param designs how often the Architect designed
 * @param rejections why blueprints were rejected since the feature started or was retried
 * @param designed whether the blueprint belongs to this feature
 * @param deletedFiles how many attempts the deleted files had, by path
 * @param pendingCommits accepted versions that are not in Git yet, in order of acceptance
 * @param taskCounts how often tasks were started without an end, and ended without an effect
 * @param mutationScore how many faults in the sources the checks notice; null if not measured
 * @param examples the acceptance examples and their results
 * @param startResult the result of running the start command by itself; null if it was not run
 * @param verification whether its evidence is being produced again after its end
 * @param analyzedFailures how many of the failures the lessons cover
 * @param rewrite the request of this feature for tests that notice the survivors; empty if none was
 * @param diagnosis who is at fault for failures, and which repairs are tried
 * @param setups the packages that it declares, and the lock files that were made
 */
public record Project(
    String id,
    long seq,
    String hash,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Status status,
    String reason,
    String pauseCause,
    @Nullable Feature feature,
    List<Feature> queuedFeatures,
    List<String> earlierSpecs,
    Map<String, FeatureRequested> requestsByKey,
    @Nullable InfraReady infra,
    Surveys surveys,
    List<Question> questions,
    Designs designs,
    List<String> rejections,
    @Nullable Blueprint blueprint,
    boolean designed,
    boolean approvalRequested,
    boolean approved,
    Map<String, SourceFile> files,
    Map<String, Integer> deletedFiles,
    List<PendingCommit> pendingCommits,
    Map<String, CheckResult> checks,
    TaskCounts taskCounts,
    List<Failure> failures,
    int analyzedFailures,
    String lessons,
    TokenCount tokens,
    @Nullable MutationScore mutationScore,
    AcceptanceExamples examples,
    @Nullable CheckResult startResult,
    Verification verification,
    Optional<TestRewrite> rewrite,
    Diagnosis diagnosis,
    Setups setups) {
  private static final int DEFAULT_PASSES = 2;

  /** An accepted version that is not in Git yet. */
  public record PendingCommit(String file, Version version) {}

  public Project {
    queuedFeatures = List.copyOf(queuedFeatures);
    earlierSpecs = List.copyOf(earlierSpecs);
    requestsByKey = Collections.unmodifiableMap(requestsByKey);
    questions = List.copyOf(questions);
    rejections = List.copyOf(rejections);
    files = Collections.unmodifiableMap(files);
    deletedFiles = Collections.unmodifiableMap(deletedFiles);
    pendingCommits = List.copyOf(pendingCommits);
    checks = Collections.unmodifiableMap(checks);
    failures = List.copyOf(failures);
  }

  /** A project without any events. */
  public static Project empty(String id) {
    return new ProjectBuilder(id).build();
  }

  /**
   * The state after one more event.
   *
   * @throws IllegalStateException if the entry is not the next one, or contradicts the state
   */
  public Project apply(Entry entry) {
    if (!entry.project().equals(id) || entry.seq() != seq + 1 || !entry.prev().equals(hash)) {
      throw new IllegalStateException(entry + " does not follow event " + seq + " of " + id);
    }
    try {
      return ProjectFold.apply(this, entry);
    } catch (RuntimeException contradiction) {
      throw new IllegalStateException(
          entry + " contradicts the state of " + id + ": " + contradiction, contradiction);
    }
  }

  /** Whether a project with this last event may be open. */
  public static boolean mayBeOpen(Event last) {
    return !(last instanceof Cancelled cancelled && !cancelled.runsQueued())
        && !(last instanceof ProjectFinished finished && finished.waiting() == 0);
  }

  /** What people decided about checks and queued features. */
  public PersonDecisions decisions() {
    return feature == null ? PersonDecisions.NONE : feature.decisions();
  }

  /** Whether the blueprint of this feature still needs the approval of a person. */
  public boolean isAwaitingApproval() {
    return feature != null && feature.requiresApproval() && !approved;
  }

  /** Whether a feature is in progress or paused. */
  public boolean isOpen() {
    return feature != null && !status.isEnded();
  }

  /** Whether its evidence is being produced again after its end. */
  public boolean isVerifying() {
    return verification.isActive();
  }

  public RepairPolicy repairPolicy() {
    return RepairPolicy.of(infra);
  }

  /** How often a check must pass on the same files. */
  public int requiredPasses() {
    return infra == null ? DEFAULT_PASSES : infra.repeats().orElse(DEFAULT_PASSES);
  }

  /** The results of a check on the current files. */
  public CheckResult checkResult(String check) {
    CheckResult result = checks.get(check);
    String tree = treeHash();
    return result != null && result.tree().equals(tree) ? result : CheckResult.none(tree);
  }

  public List<CheckPlan> checkPlans() {
    return blueprint == null ? List.of() : blueprint.checks();
  }

  /** The contents of all accepted files, by path. */
  public Map<String, String> acceptedContents() {
    Map<String, String> contents = new LinkedHashMap<>();
    files.forEach((path, file) -> {
      if (file.accepted() != null) {
        contents.put(path, file.accepted().content());
      }
    });
    return contents;
  }

  /** The hash of all accepted files. */
  public String treeHash() {
    return TreeHash.hash(this, files.keySet());
  }

  /** The path of a file and of everything it uses, directly or indirectly. */
  public Set<String> dependencyClosure(String path) {
    Set<String> closure = new LinkedHashSet<>();
    Deque<String> pending = new ArrayDeque<>(List.of(path));
    while (!pending.isEmpty()) {
      String next = pending.pop();
      SourceFile file = files.get(next);
      if (file != null && closure.add(next)) {
        file.plan().uses().forEach(pending::push);
      }
    }
    return closure;
  }

  /** The files that the current feature deletes and that still exist. */
  public List<String> deletions() {
    return designed && blueprint != null ? blueprint.delete() : List.of();
  }

  /** Whether files may be written: the plan and its examples are there and approved if required. */
  public boolean isBuilding() {
    return designed
        && blueprint != null
        && feature != null
        && examples.decided()
        && (!feature.requiresApproval() || approved);
  }

  /** Whether every file is accepted and committed in its newest version, and none is to go. */
  public boolean allFilesDone() {
    return designed
        && pendingCommits.isEmpty()
        && deletions().isEmpty()
        && !files.isEmpty()
        && files.values().stream().allMatch(SourceFile::isSettled);
  }

  /** The tasks that were started and have not ended, by task key. */
  public Map<String, TaskAttempts> taskAttempts() {
    return taskCounts.attempts();
  }

  /** The failed tasks that may be retried, by task key. */
  public Map<String, RetryableFailure> retryableFailures() {
    return taskCounts.failures();
  }

  /** Whether a task of this role about this file was started and has not ended. */
  public boolean isInProgress(String agent, String file) {
    return taskAttempts().values().stream()
        .anyMatch(attempts -> attempts.agent().equals(agent) && attempts.file().equals(file));
  }
}
