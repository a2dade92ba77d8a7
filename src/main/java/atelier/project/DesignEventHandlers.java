package atelier.project;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Entry;
import atelier.event.Event.ApprovalRequested;
import atelier.event.Event.Approved;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.BlueprintRejected;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraError;
import atelier.event.Event.InfraReady;
import atelier.event.Event.ResearchProduced;
import atelier.event.Event.ResearchRequest;
import atelier.event.FilePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows from a person's request to an accepted blueprint. */
final class DesignEventHandlers {
  private DesignEventHandlers() {}

  static void register(EventHandlerTable fold) {
    fold.register(FeatureRequested.class, DesignEventHandlers::featureRequested)
        .register(InfraReady.class, DesignEventHandlers::infraReady)
        .register(InfraError.class, DesignEventHandlers::infraError)
        .register(ResearchRequest.class, DesignEventHandlers::researchRequest)
        .register(ResearchProduced.class, DesignEventHandlers::researchProduced)
        .register(BlueprintReady.class, DesignEventHandlers::blueprintReady)
        .register(BlueprintRejected.class, DesignEventHandlers::blueprintRejected)
        .register(ApprovalRequested.class, DesignEventHandlers::approvalRequested)
        .register(Approved.class, DesignEventHandlers::approved);
  }

  private static void featureRequested(ProjectBuilder builder, Entry entry, FeatureRequested event) {
    Feature feature = new Feature(event.spec(), event.approve(), entry.seq(), entry.at());
    if (builder.startedAt == null) {
      builder.startedAt = entry.at();
    }
    if (!event.key().isEmpty()) {
      builder.requestsByKey.putIfAbsent(event.key(), event);
    }
    if (builder.feature == null || builder.status.isEnded()) {
      builder.startFeature(feature);
    } else {
      builder.queuedFeatures.add(feature);
    }
  }

  private static void infraReady(ProjectBuilder builder, Entry entry, InfraReady event) {
    builder.infra = event;
    builder.infraErrors = 0;
    builder.infraAt = entry.at();
    builder.infraProblem = "";
    builder.recoverySurveys += builder.status == Status.PAUSED ? 1 : 0;
    builder.retryableFailures.values().removeIf(trouble -> trouble.cause().equals("infrastructure"));
    builder.resume();
  }

  private static void infraError(ProjectBuilder builder, Entry entry, InfraError event) {
    builder.infra = null;
    builder.infraErrors++;
    builder.infraAt = entry.at();
    builder.infraProblem = event.reason() + " " + event.remedy();
  }

  private static void researchRequest(ProjectBuilder builder, Entry entry, ResearchRequest event) {
    builder.questions.add(new Question(event.question(), null));
  }

  private static void researchProduced(ProjectBuilder builder, Entry entry, ResearchProduced event) {
    builder.questions.replaceAll(question ->
        question.text().equals(event.question()) ? new Question(question.text(), event) : question);
  }

  private static void blueprintRejected(ProjectBuilder builder, Entry entry, BlueprintRejected event) {
    builder.recordUsage(event.usage());
    builder.designAttempts++;
    builder.rejections.add(event.reason());
    builder.recordFailure("", event.attempt(), "blueprint", event.reason());
  }

  private static void blueprintReady(ProjectBuilder builder, Entry entry, BlueprintReady event) {
    builder.recordUsage(event.usage());
    builder.designAttempts++;
    builder.designed = true;
    mergeBlueprint(builder, event.blueprint());
    builder.resume();
  }

  private static void approvalRequested(ProjectBuilder builder, Entry entry, ApprovalRequested event) {
    builder.approvalRequested = true;
    builder.resume();
  }

  private static void approved(ProjectBuilder builder, Entry entry, Approved event) {
    builder.approved = true;
    if (builder.blueprint != null) {
      applyApproved(builder, builder.blueprint, event.blueprint());
    }
    builder.resume();
  }

  /**
   * Turns the designed blueprint into the one that a person accepted. What they left out and nobody
   * has written yet is dropped; what is there already stays as it is.
   */
  private static void applyApproved(ProjectBuilder builder, Blueprint designed, Blueprint accepted) {
    Map<String, FilePlan> plans = new LinkedHashMap<>();
    designed.files().forEach(plan -> plans.put(plan.path(), plan));
    Set<String> kept = accepted.files().stream().map(FilePlan::path).collect(Collectors.toSet());
    builder.files.values().removeIf(file -> !kept.contains(file.path()) && file.accepted() == null);
    builder.files.replaceAll((path, file) -> kept.contains(path) ? file : file.withoutPendingWrite());
    for (FilePlan plan : accepted.files()) {
      if (!plan.equals(plans.get(plan.path()))) {
        builder.files.merge(plan.path(), SourceFile.planned(plan), (old, one) -> old.withPlan(plan));
      }
    }
    builder.blueprint = new Blueprint(
        accepted.summary(),
        accepted.assumptions(),
        builder.files.values().stream().map(SourceFile::plan).toList(),
        accepted.run(),
        accepted.checks());
  }

  /** Lays a blueprint over the one that is there: files it does not name stay as they are. */
  private static void mergeBlueprint(ProjectBuilder builder, Blueprint next) {
    Map<String, FilePlan> files = new LinkedHashMap<>();
    Map<String, CheckPlan> checks = new LinkedHashMap<>();
    List<String> run = next.run();
    if (builder.blueprint != null) {
      builder.blueprint.files().forEach(file -> files.put(file.path(), file));
      builder.blueprint.checks().forEach(check -> checks.put(check.name(), check));
      run = run.isEmpty() ? builder.blueprint.run() : run;
    }
    next.files().forEach(file -> files.put(file.path(), file));
    next.checks().forEach(check -> checks.put(check.name(), check));
    builder.blueprint = new Blueprint(
        next.summary(),
        next.assumptions(),
        List.copyOf(files.values()),
        run,
        List.copyOf(checks.values()));
    for (FilePlan plan : next.files()) {
      builder.files.merge(plan.path(), SourceFile.planned(plan), (old, fresh) -> old.withPlan(plan));
    }
  }
}
