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

  static void add(Fold fold) {
    fold.on(FeatureRequested.class, DesignEventHandlers::requested)
        .on(InfraReady.class, DesignEventHandlers::ready)
        .on(InfraError.class, DesignEventHandlers::notReady)
        .on(ResearchRequest.class, DesignEventHandlers::asked)
        .on(ResearchProduced.class, DesignEventHandlers::answered)
        .on(BlueprintReady.class, DesignEventHandlers::designed)
        .on(BlueprintRejected.class, DesignEventHandlers::rejected)
        .on(ApprovalRequested.class, DesignEventHandlers::awaiting)
        .on(Approved.class, DesignEventHandlers::approved);
  }

  private static void requested(ProjectBuilder draft, Entry entry, FeatureRequested event) {
    Feature feature = new Feature(event.spec(), event.approve(), entry.seq(), entry.at());
    if (draft.startedAt == null) {
      draft.startedAt = entry.at();
    }
    if (!event.key().isEmpty()) {
      draft.keyed.putIfAbsent(event.key(), event);
    }
    if (draft.feature == null || draft.status.ended()) {
      draft.begin(feature);
    } else {
      draft.waiting.add(feature);
    }
  }

  private static void ready(ProjectBuilder draft, Entry entry, InfraReady event) {
    draft.infra = event;
    draft.infraErrors = 0;
    draft.infraAt = entry.at();
    draft.infraProblem = "";
    draft.recoveries += draft.status == Status.PAUSED ? 1 : 0;
    draft.troubles.values().removeIf(trouble -> trouble.cause().equals("infrastructure"));
    draft.resume();
  }

  private static void notReady(ProjectBuilder draft, Entry entry, InfraError event) {
    draft.infra = null;
    draft.infraErrors++;
    draft.infraAt = entry.at();
    draft.infraProblem = event.reason() + " " + event.remedy();
  }

  private static void asked(ProjectBuilder draft, Entry entry, ResearchRequest event) {
    draft.questions.add(new Question(event.question(), null));
  }

  private static void answered(ProjectBuilder draft, Entry entry, ResearchProduced event) {
    draft.questions.replaceAll(question ->
        question.text().equals(event.question()) ? new Question(question.text(), event) : question);
  }

  private static void rejected(ProjectBuilder draft, Entry entry, BlueprintRejected event) {
    draft.pay(event.usage());
    draft.designs++;
    draft.rejections.add(event.reason());
    draft.failed("", event.attempt(), "blueprint", event.reason());
  }

  private static void designed(ProjectBuilder draft, Entry entry, BlueprintReady event) {
    draft.pay(event.usage());
    draft.designs++;
    draft.designed = true;
    lay(draft, event.blueprint());
    draft.resume();
  }

  private static void awaiting(ProjectBuilder draft, Entry entry, ApprovalRequested event) {
    draft.approvalAsked = true;
    draft.resume();
  }

  private static void approved(ProjectBuilder draft, Entry entry, Approved event) {
    draft.approved = true;
    if (draft.blueprint != null) {
      amend(draft, draft.blueprint, event.blueprint());
    }
    draft.resume();
  }

  /**
   * Turns the designed blueprint into the one that a person accepted. What they left out and nobody
   * has written yet is dropped; what is there already stays as it is.
   */
  private static void amend(ProjectBuilder draft, Blueprint designed, Blueprint accepted) {
    Map<String, FilePlan> plans = new LinkedHashMap<>();
    designed.files().forEach(plan -> plans.put(plan.path(), plan));
    Set<String> kept = accepted.files().stream().map(FilePlan::path).collect(Collectors.toSet());
    draft.files.values().removeIf(file -> !kept.contains(file.path()) && file.accepted() == null);
    draft.files.replaceAll((path, file) -> kept.contains(path) ? file : file.unasked());
    for (FilePlan plan : accepted.files()) {
      if (!plan.equals(plans.get(plan.path()))) {
        draft.files.merge(plan.path(), SourceFile.planned(plan), (old, one) -> old.replanned(plan));
      }
    }
    draft.blueprint = new Blueprint(
        accepted.summary(),
        accepted.assumptions(),
        draft.files.values().stream().map(SourceFile::plan).toList(),
        accepted.run(),
        accepted.checks());
  }

  /** Lays a blueprint over the one that is there: files it does not name stay as they are. */
  private static void lay(ProjectBuilder draft, Blueprint next) {
    Map<String, FilePlan> files = new LinkedHashMap<>();
    Map<String, CheckPlan> checks = new LinkedHashMap<>();
    List<String> run = next.run();
    if (draft.blueprint != null) {
      draft.blueprint.files().forEach(file -> files.put(file.path(), file));
      draft.blueprint.checks().forEach(check -> checks.put(check.name(), check));
      run = run.isEmpty() ? draft.blueprint.run() : run;
    }
    next.files().forEach(file -> files.put(file.path(), file));
    next.checks().forEach(check -> checks.put(check.name(), check));
    draft.blueprint = new Blueprint(
        next.summary(),
        next.assumptions(),
        List.copyOf(files.values()),
        run,
        List.copyOf(checks.values()));
    for (FilePlan plan : next.files()) {
      draft.files.merge(plan.path(), SourceFile.planned(plan), (old, fresh) -> old.replanned(plan));
    }
  }
}
