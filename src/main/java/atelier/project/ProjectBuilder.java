package atelier.project;

import atelier.event.Blueprint;
import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A mutable copy of a project's state, used while one event is applied. */
final class ProjectBuilder {
  final String id;
  long seq;
  String hash = Entry.GENESIS;

  @Nullable
  Instant startedAt;

  @Nullable
  Instant finishedAt;

  Status status = Status.QUEUED;
  String reason = "";
  String pauseCause = "";

  @Nullable
  Feature feature;

  List<Feature> queuedFeatures = new ArrayList<>();
  List<String> earlierSpecs = new ArrayList<>();
  Map<String, FeatureRequested> requestsByKey = new LinkedHashMap<>();

  @Nullable
  InfraReady infra;

  Surveys surveys = Surveys.NONE;

  List<Question> questions = new ArrayList<>();
  int designAttempts;
  List<String> rejections = new ArrayList<>();

  @Nullable
  Blueprint blueprint;

  boolean designed;
  boolean approvalRequested;
  boolean approved;
  Map<String, SourceFile> files = new LinkedHashMap<>();
  Map<String, Integer> deletedFiles = new LinkedHashMap<>();
  List<Project.PendingCommit> pendingCommits = new ArrayList<>();
  Map<String, CheckResult> checks = new LinkedHashMap<>();
  Map<String, TaskAttempts> taskAttempts = new LinkedHashMap<>();
  TaskRepetitions taskRepetitions = TaskRepetitions.NONE;
  Map<String, RetryableFailure> retryableFailures = new LinkedHashMap<>();
  List<Failure> failures = new ArrayList<>();
  int analyzedFailures;
  String lessons = "";
  TokenCount tokens = TokenCount.NONE;

  @Nullable
  MutationScore mutationScore;

  int redesigns;
  ExamplesBuilder examples = new ExamplesBuilder();

  @Nullable
  CheckResult startResult;

  Verification verification = Verification.NONE;
  Optional<TestRewrite> rewrite = Optional.empty();
  DiagnosisBuilder diagnosis = new DiagnosisBuilder();
  Setups setups = Setups.NONE;

  ProjectBuilder(String id) {
    this.id = id;
  }

  static ProjectBuilder from(Project project) {
    ProjectBuilder builder = new ProjectBuilder(project.id());
    builder.seq = project.seq();
    builder.hash = project.hash();
    builder.startedAt = project.startedAt();
    builder.finishedAt = project.finishedAt();
    builder.status = project.status();
    builder.reason = project.reason();
    builder.pauseCause = project.pauseCause();
    builder.feature = project.feature();
    builder.queuedFeatures.addAll(project.queuedFeatures());
    builder.earlierSpecs.addAll(project.earlierSpecs());
    builder.requestsByKey.putAll(project.requestsByKey());
    builder.infra = project.infra();
    builder.surveys = project.surveys();
    builder.questions.addAll(project.questions());
    builder.designAttempts = project.designs().attempts();
    builder.rejections.addAll(project.rejections());
    builder.blueprint = project.blueprint();
    builder.designed = project.designed();
    builder.approvalRequested = project.approvalRequested();
    builder.approved = project.approved();
    builder.files.putAll(project.files());
    builder.deletedFiles.putAll(project.deletedFiles());
    builder.pendingCommits.addAll(project.pendingCommits());
    builder.taskAttempts.putAll(project.taskAttempts());
    builder.taskRepetitions = project.taskCounts().repetitions();
    builder.retryableFailures.putAll(project.retryableFailures());
    builder.failures.addAll(project.failures());
    builder.analyzedFailures = project.analyzedFailures();
    builder.lessons = project.lessons();
    builder.tokens = project.tokens();
    builder.copyEvidence(project);
    return builder;
  }

  private void copyEvidence(Project project) {
    checks.putAll(project.checks());
    mutationScore = project.mutationScore();
    redesigns = project.designs().redesigns();
    examples = ExamplesBuilder.from(project.examples());
    startResult = project.startResult();
    verification = project.verification();
    rewrite = project.rewrite();
    diagnosis = DiagnosisBuilder.from(project.diagnosis());
    setups = project.setups();
  }

  Project build() {
    return new Project(
        id,
        seq,
        hash,
        startedAt,
        finishedAt,
        status,
        reason,
        pauseCause,
        feature,
        queuedFeatures,
        earlierSpecs,
        requestsByKey,
        infra,
        surveys,
        questions,
        new Designs(designAttempts, redesigns),
        rejections,
        blueprint,
        designed,
        approvalRequested,
        approved,
        files,
        deletedFiles,
        pendingCommits,
        checks,
        new TaskCounts(taskAttempts, taskRepetitions, retryableFailures),
        failures,
        analyzedFailures,
        lessons,
        tokens,
        mutationScore,
        examples.build(),
        startResult,
        verification,
        rewrite,
        diagnosis.build(),
        setups);
  }

  /** Starts the next feature and clears the state of the previous one. */
  void startFeature(Feature next) {
    if (feature != null) {
      earlierSpecs.add(feature.spec());
    }
    PersonDecisions decisions = feature == null ? PersonDecisions.NONE : feature.decisions();
    feature = next.startedWith(blueprint, examples.inForce, decisions);
    files.replaceAll((path, file) -> file.isSurrendered() ? file.withHint("") : file);
    status = Status.QUEUED;
    reason = "";
    pauseCause = "";
    finishedAt = null;
    infra = null;
    surveys = surveys.withoutFailures();
    questions.clear();
    rejections.clear();
    designed = false;
    approvalRequested = false;
    approved = false;
    checks.clear();
    mutationScore = null;
    redesigns = 0;
    examples.startFeature();
    startResult = null;
    verification = Verification.NONE;
    rewrite = Optional.empty();
    diagnosis.clear();
    setups = setups.withoutSkipped();
    taskAttempts.clear();
    taskRepetitions = TaskRepetitions.NONE;
    retryableFailures.clear();
    failures.clear();
    analyzedFailures = 0;
  }

  /** Ends a pause and derives the status from the rest of the state. */
  void resume() {
    reason = "";
    pauseCause = "";
    status = infra == null
        ? Status.QUEUED
        : !designed
            ? Status.DESIGNING
            : approvalRequested && !approved ? Status.AWAITING_APPROVAL : Status.RUNNING;
  }

  /** Changes what people decided; nothing is decided before the first request. */
  void updateDecisions(UnaryOperator<PersonDecisions> change) {
    feature = feature == null ? null : feature.withDecisions(change.apply(feature.decisions()));
  }

  void updateFile(String path, UnaryOperator<SourceFile> change) {
    files.computeIfPresent(path, (key, file) -> change.apply(file));
  }

  /** Changes the result of a check on a tree; results on other trees no longer count. */
  void updateCheck(String name, String tree, UnaryOperator<CheckResult> change) {
    CheckResult previous = checks.get(name);
    boolean current = previous != null && previous.tree().equals(tree);
    checks.put(name, change.apply(current ? previous : CheckResult.none(tree)));
  }

  RepairPolicy repairPolicy() {
    return RepairPolicy.of(infra);
  }

  /** Adds the tokens of an answer, which also proves that the model is reachable again. */
  void recordUsage(Usage usage) {
    surveys = surveys.withoutRecoveries();
    tokens = tokens.plus(usage);
  }
}
