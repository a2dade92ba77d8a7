package atelier.project;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.Cancelled;
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
 * The state of one project: what its events so far add up to. Immutable; {@link ProjectFold} has the
 * row for each event.
 *
 * @param hash the last entry's, which the next one must follow
 * @param startedAt null before the first event
 * @param reason why it is paused, or ended as it did
 * @param pauseCause what kind of pause it is; empty unless paused
 * @param feature what is being built; null before the first event
 * @param queuedFeatures further features, oldest first
 * @param earlierSpecs specs of the features that are done
 * @param requestsByKey the requests that came with an idempotency key, by that key
 * @param infra null until the Environment found models and tools
 * @param infraErrors how often in a row it did not
 * @param infraProblem what was missing then, with its remedy
 * @param recoverySurveys surveys since anything last got on, made after calls of models had failed
 * @param designAttempts how many blueprints were asked for, over all features
 * @param rejections why blueprints were refused since a person last helped
 * @param designed whether the blueprint is this feature's
 * @param pendingCommits accepted versions that do not stand in Git yet, by file, in order of acceptance
 * @param analyzedFailures how many of the failures the lessons take account of
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
    int infraErrors,
    @Nullable Instant infraAt,
    String infraProblem,
    int recoverySurveys,
    List<Question> questions,
    int designAttempts,
    List<String> rejections,
    @Nullable Blueprint blueprint,
    boolean designed,
    boolean approvalRequested,
    boolean approved,
    Map<String, SourceFile> files,
    List<PendingCommit> pendingCommits,
    Map<String, CheckResult> checks,
    Map<String, TaskAttempts> taskAttempts,
    Map<String, RetryableFailure> retryableFailures,
    List<Failure> failures,
    int analyzedFailures,
    String lessons,
    int promptTokens,
    int completionTokens) {
  /** An accepted version that waits for its commit. */
  public record PendingCommit(String file, Version version) {}

  public Project {
    queuedFeatures = List.copyOf(queuedFeatures);
    earlierSpecs = List.copyOf(earlierSpecs);
    requestsByKey = Collections.unmodifiableMap(requestsByKey);
    questions = List.copyOf(questions);
    rejections = List.copyOf(rejections);
    files = Collections.unmodifiableMap(files);
    pendingCommits = List.copyOf(pendingCommits);
    checks = Collections.unmodifiableMap(checks);
    taskAttempts = Collections.unmodifiableMap(taskAttempts);
    retryableFailures = Collections.unmodifiableMap(retryableFailures);
    failures = List.copyOf(failures);
  }

  /** A project of which nothing is known yet. */
  public static Project empty(String id) {
    return ProjectBuilder.empty(id).build();
  }

  /**
   * The state after one more event.
   *
   * @throws IllegalStateException when the entry does not follow, or says what cannot be true
   */
  public Project apply(Entry entry) {
    if (!entry.project().equals(id) || entry.seq() != seq + 1 || !entry.prev().equals(hash)) {
      throw new IllegalStateException(entry + " does not follow event " + seq + " of " + id);
    }
    return ProjectFold.apply(this, entry);
  }

  /** Whether a project whose last event is this one may have something left to do. */
  public static boolean mayBeOpen(Event last) {
    return !(last instanceof Cancelled)
        && !(last instanceof ProjectFinished finished && finished.waiting() == 0);
  }

  /** How a project stands whose last event is this one, where it has ended with it. */
  public static Status endStatus(Event last) {
    return last instanceof ProjectFinished finished
        ? Status.fromWireName(finished.status())
        : Status.CANCELLED;
  }

  /** Whether anything can still happen without a person. */
  public boolean isOpen() {
    return feature != null && !status.isEnded();
  }

  public RepairPolicy repairPolicy() {
    return infra == null
        ? RepairPolicy.of(0, false)
        : RepairPolicy.of(infra.retries(), infra.fallback());
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

  /** A file with everything it uses, directly or not. */
  public Set<String> dependencyClosure(String path) {
    Set<String> closure = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(path));
    while (!open.isEmpty()) {
      String next = open.pop();
      SourceFile file = files.get(next);
      if (file != null && closure.add(next)) {
        file.plan().uses().forEach(open::push);
      }
    }
    return closure;
  }

  /** The hash of a file's closure; empty while part of it is not settled. */
  public Optional<String> settledClosureHash(String path) {
    Set<String> closure = dependencyClosure(path);
    boolean settled = closure.stream().map(files::get).allMatch(SourceFile::isSettled);
    return settled ? Optional.of(TreeHash.hash(this, closure)) : Optional.empty();
  }

  /** Whether every file is accepted, in Git, and run where it can be. */
  public boolean allFilesDone() {
    return designed
        && pendingCommits.isEmpty()
        && !files.isEmpty()
        && files.values().stream().allMatch(this::isDone);
  }

  private boolean isDone(SourceFile file) {
    return file.isSettled()
        && settledClosureHash(file.path()).filter(file.ranClosureHash()::equals).isPresent();
  }

  /** Whether a task is in hand of the given role about the given file. */
  public boolean isInProgress(String agent, String file) {
    return taskAttempts.values().stream()
        .anyMatch(attempts -> attempts.agent().equals(agent) && attempts.file().equals(file));
  }
}
