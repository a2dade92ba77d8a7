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

/** Event handlers for the design phase: from a request to an approved blueprint. */
final class DesignEventHandlers {
  private DesignEventHandlers() {}

  static void register(EventHandlerTable table) {
    table
        .register(FeatureRequested.class, DesignEventHandlers::featureRequested)
        .register(InfraReady.class, DesignEventHandlers::infraReady)
        .register(InfraError.class, DesignEventHandlers::infraError)
        .register(ResearchRequest.class, DesignEventHandlers::researchRequest)
        .register(ResearchProduced.class, DesignEventHandlers::researchProduced)
        .register(BlueprintReady.class, DesignEventHandlers::blueprintReady)
        .register(BlueprintRejected.class, DesignEventHandlers::blueprintRejected)
        .register(ApprovalRequested.class, DesignEventHandlers::approvalRequested)
        .register(Approved.class, DesignEventHandlers::approved);
  }

  private static void featureRequested(
      ProjectBuilder builder, Entry entry, FeatureRequested event) {
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
    builder.surveys = builder.surveys.withSuccess(entry.at(), builder.status == Status.PAUSED);
    builder
        .retryableFailures
        .values()
        .removeIf(failure -> failure.cause().equals("infrastructure"));
    builder.resume();
  }

  private static void infraError(ProjectBuilder builder, Entry entry, InfraError event) {
    builder.infra = null;
    builder.surveys =
        builder.surveys.withFailure(entry.at(), event.reason() + " " + event.remedy());
  }

  private static void researchRequest(ProjectBuilder builder, Entry entry, ResearchRequest event) {
    builder.questions.add(new Question(event.question(), null));
  }

  private static void researchProduced(
      ProjectBuilder builder, Entry entry, ResearchProduced event) {
    builder.questions.replaceAll(question ->
        question.text().equals(event.question()) ? new Question(question.text(), event) : question);
  }

  private static void blueprintRejected(
      ProjectBuilder builder, Entry entry, BlueprintRejected event) {
    builder.recordUsage(event.usage());
    builder.designAttempts++;
    builder.redesigns += builder.designed ? 1 : 0;
    builder.rejections.add(event.reason());
    new FailureRecorder(builder).record("", event.attempt(), "blueprint", event.reason());
  }

  private static void blueprintReady(ProjectBuilder builder, Entry entry, BlueprintReady event) {
    builder.recordUsage(event.usage());
    builder.designAttempts++;
    builder.redesigns += builder.designed ? 1 : 0;
    builder.designed = true;
    mergeBlueprint(builder, event.blueprint());
    builder.resume();
  }

  private static void approvalRequested(
      ProjectBuilder builder, Entry entry, ApprovalRequested event) {
    builder.approvalRequested = true;
    builder.resume();
  }

  private static void approved(ProjectBuilder builder, Entry entry, Approved event) {
    builder.approved = true;
    if (builder.blueprint != null) {
      PersonEdit.apply(builder, builder.blueprint, event);
      applyApproved(builder, builder.blueprint, event.blueprint());
    }
    event.examples().ifPresent(builder.examples::replace);
    builder.resume();
  }

  /**
   * Replaces the designed blueprint with the approved one. Files that the person removed are
   * dropped if no version of them was accepted yet; other existing files stay unchanged.
   */
  private static void applyApproved(
      ProjectBuilder builder, Blueprint designed, Blueprint approved) {
    Map<String, FilePlan> designedPlans = new LinkedHashMap<>();
    builder.files.forEach((path, file) -> designedPlans.put(path, file.plan()));
    Set<String> keptPaths =
        approved.files().stream().map(FilePlan::path).collect(Collectors.toSet());
    builder
        .files
        .values()
        .removeIf(file -> !keptPaths.contains(file.path()) && file.accepted() == null);
    builder.files.replaceAll(
        (path, file) -> keptPaths.contains(path) ? file : file.withoutPendingWrite());
    for (FilePlan plan : approved.files()) {
      if (!plan.equals(designedPlans.get(plan.path()))) {
        PlannedFiles.add(builder, plan);
      }
    }
    // A check that the person changed or removed has no result yet.
    builder.checks.keySet().removeIf(name -> {
      List<CheckPlan> same =
          designed.checks().stream().filter(check -> check.name().equals(name)).toList();
      return !approved.checks().containsAll(same);
    });
    if (!approved.run().equals(designed.run())) {
      builder.startResult = null;
    }
    builder.blueprint = new Blueprint(
        approved.summary(), approved.assumptions(), List.of(), approved.run(), approved.checks());
    Deletion.plan(builder, approved.delete());
  }

  /** Merges a new blueprint into the existing one: files that it does not list stay unchanged. */
  private static void mergeBlueprint(ProjectBuilder builder, Blueprint next) {
    Map<String, CheckPlan> checks = new LinkedHashMap<>();
    List<String> run = next.run();
    if (builder.blueprint != null) {
      builder.blueprint.checks().forEach(check -> checks.put(check.name(), check));
      run = run.isEmpty() ? builder.blueprint.run() : run;
    }
    // A check that replaces another of its name has no result yet, even on the same files.
    next.checks().forEach(check -> {
      checks.put(check.name(), check);
      builder.checks.remove(check.name());
      builder.diagnosis.forgetCheck(check.name());
    });
    builder.blueprint = new Blueprint(
        next.summary(), next.assumptions(), List.of(), run, List.copyOf(checks.values()));
    for (FilePlan plan : next.files()) {
      PlannedFiles.add(builder, plan);
    }
    Deletion.plan(builder, next.delete());
  }
}
