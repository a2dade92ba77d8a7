package atelier.project;

import atelier.event.Event.InfraReady;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Defines the stages in which one file is attempted: written, repaired, rewritten from scratch
 * without the old code, given to a fallback model, and finally left to a person. Each stage is one
 * answer of a model, so the number of stages limits the number of attempts.
 */
public final class RepairPolicy {
  /** The kind of one attempt. */
  public enum RepairStage {
    FIRST,
    REPAIR,
    FRESH,
    FALLBACK,
    SURRENDER
  }

  /** The step before the first stage: the next failure starts the policy again. */
  static final int BEFORE_FIRST = -1;

  private final List<RepairStage> stages;

  private RepairPolicy(List<RepairStage> rungs) {
    this.stages = List.copyOf(rungs);
  }

  /**
   * The policy for {@code retries} repairs. If there is more than one, the last rewrites the file
   * from scratch. {@code fallback} adds an attempt by another model.
   */
  static RepairPolicy of(int retries, boolean fallback) {
    List<RepairStage> stages = new ArrayList<>(List.of(RepairStage.FIRST));
    for (int repair = 1; repair <= retries; repair++) {
      stages.add(repair == retries && retries > 1 ? RepairStage.FRESH : RepairStage.REPAIR);
    }
    if (fallback) {
      stages.add(RepairStage.FALLBACK);
    }
    stages.add(RepairStage.SURRENDER);
    return new RepairPolicy(stages);
  }

  /** The policy of a project; without retries while its infrastructure is unknown. */
  static RepairPolicy of(@Nullable InfraReady infra) {
    return infra == null ? of(0, false) : of(infra.retries(), infra.fallback());
  }

  /** The stage at a step; steps beyond the last stage are {@code SURRENDER}. */
  public RepairStage stageAt(int step) {
    return stages.get(Math.max(0, Math.min(step, stages.size() - 1)));
  }

  /** The step after a failed one; if the same problem repeats, remaining repairs are skipped. */
  int nextStep(int step, boolean sameProblem) {
    int next = Math.min(step + 1, stages.size() - 1);
    while (sameProblem && stages.get(next) == RepairStage.REPAIR) {
      next++;
    }
    return next;
  }
}
