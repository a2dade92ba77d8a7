package atelier.project;

import atelier.event.Blueprint;
import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Evidence;
import atelier.event.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A project while one event is being applied to it. */
final class ProjectBuilder {
  private static final int MAX_FAILURES = 200;
  private static final int MAX_OUTPUT_CHARS = 3_000;

  final String id;
  long seq;
  String hash = Entry.GENESIS;

  @Nullable
  Instant startedAt;

  @Nullable
  Instant finishedAt;

  Status status = Status.QUEUED;
  String reason = "";
  String cause = "";

  @Nullable
  Feature feature;

  List<Feature> waiting = new ArrayList<>();
  List<String> earlier = new ArrayList<>();
  Map<String, FeatureRequested> keyed = new LinkedHashMap<>();

  @Nullable
  InfraReady infra;

  int infraErrors;

  @Nullable
  Instant infraAt;

  String infraProblem = "";
  int recoveries;

  List<Question> questions = new ArrayList<>();
  int designs;
  List<String> rejections = new ArrayList<>();

  @Nullable
  Blueprint blueprint;

  boolean designed;
  boolean approvalAsked;
  boolean approved;
  Map<String, SourceFile> files = new LinkedHashMap<>();
  List<Project.PendingCommit> commits = new ArrayList<>();
  Map<String, CheckResult> checks = new LinkedHashMap<>();
  Map<String, TaskAttempts> starts = new LinkedHashMap<>();
  Map<String, RetryableFailure> troubles = new LinkedHashMap<>();
  List<Failure> failures = new ArrayList<>();
  int lessonsFor;
  String lessons = "";
  int promptTokens;
  int completionTokens;

  private ProjectBuilder(String id) {
    this.id = id;
  }

  static ProjectBuilder blank(String id) {
    return new ProjectBuilder(id);
  }

  static ProjectBuilder of(Project project) {
    ProjectBuilder draft = new ProjectBuilder(project.id());
    draft.seq = project.seq();
    draft.hash = project.hash();
    draft.startedAt = project.startedAt();
    draft.finishedAt = project.finishedAt();
    draft.status = project.status();
    draft.reason = project.reason();
    draft.cause = project.cause();
    draft.feature = project.feature();
    draft.waiting.addAll(project.waiting());
    draft.earlier.addAll(project.earlier());
    draft.keyed.putAll(project.keyed());
    draft.infra = project.infra();
    draft.infraErrors = project.infraErrors();
    draft.infraAt = project.infraAt();
    draft.infraProblem = project.infraProblem();
    draft.recoveries = project.recoveries();
    draft.questions.addAll(project.questions());
    draft.designs = project.designs();
    draft.rejections.addAll(project.rejections());
    draft.blueprint = project.blueprint();
    draft.designed = project.designed();
    draft.approvalAsked = project.approvalAsked();
    draft.approved = project.approved();
    draft.files.putAll(project.files());
    draft.commits.addAll(project.commits());
    draft.checks.putAll(project.checks());
    draft.starts.putAll(project.starts());
    draft.troubles.putAll(project.troubles());
    draft.failures.addAll(project.failures());
    draft.lessonsFor = project.lessonsFor();
    draft.lessons = project.lessons();
    draft.promptTokens = project.promptTokens();
    draft.completionTokens = project.completionTokens();
    return draft;
  }

  Project done() {
    return new Project(
        id,
        seq,
        hash,
        startedAt,
        finishedAt,
        status,
        reason,
        cause,
        feature,
        waiting,
        earlier,
        keyed,
        infra,
        infraErrors,
        infraAt,
        infraProblem,
        recoveries,
        questions,
        designs,
        rejections,
        blueprint,
        designed,
        approvalAsked,
        approved,
        files,
        commits,
        checks,
        starts,
        troubles,
        failures,
        lessonsFor,
        lessons,
        promptTokens,
        completionTokens);
  }

  /** Turns to the next thing that a person asked for. */
  void begin(Feature next) {
    if (feature != null) {
      earlier.add(feature.spec());
    }
    feature = next;
    status = Status.QUEUED;
    reason = "";
    cause = "";
    finishedAt = null;
    infra = null;
    infraErrors = 0;
    questions.clear();
    rejections.clear();
    designed = false;
    approvalAsked = false;
    approved = false;
    checks.clear();
    starts.clear();
    troubles.clear();
    failures.clear();
    lessonsFor = 0;
  }

  /** Goes on after a pause, from wherever it stood. */
  void resume() {
    reason = "";
    cause = "";
    status = infra == null
        ? Status.QUEUED
        : !designed
            ? Status.DESIGNING
            : approvalAsked && !approved ? Status.AWAITING_APPROVAL : Status.RUNNING;
  }

  void file(String path, UnaryOperator<SourceFile> change) {
    files.computeIfPresent(path, (key, file) -> change.apply(file));
  }

  RepairPolicy ladder() {
    return infra == null
        ? RepairPolicy.of(0, false)
        : RepairPolicy.of(infra.retries(), infra.fallback());
  }

  /** A model has answered: what it cost, and that calls get through again. */
  void pay(Usage usage) {
    recoveries = 0;
    promptTokens += usage.promptTokens();
    completionTokens += usage.completionTokens();
  }

  /** A file's accepted version failed at run time; the Writer is given the end of the output. */
  void blame(String path, String layer, String what, Evidence evidence) {
    String end = evidence.exit() < 0 ? "was stopped at a limit" : "exited with " + evidence.exit();
    String output = evidence.output();
    String text = what + ": `" + String.join(" ", evidence.command()) + "` " + end
        + ". The end of its output:\n"
        + output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS));
    failed(path, files.containsKey(path) ? files.get(path).attempts() : 0, layer, text);
    file(path, file -> file.blamed(new Problem(layer, text), ladder()));
  }

  void failed(String file, int attempt, String layer, String text) {
    if (failures.size() < MAX_FAILURES) {
      failures.add(new Failure(file, attempt, layer, text));
    }
  }
}
