package atelier.project;

import atelier.event.Event.InfraReady;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Defines the stages in which one file is attempted: written, repaired, rewritten from scratch
 * without the old code, given to a fallback model, and finally left to a person. Each stage is one
 * answer of a model, so the number of stages limits the number of attempts; none is skipped.
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

  /** The policy for {@code retries} repairs; {@code fallback} adds one by another model. */
  static RepairPolicy of(int retries, boolean fallback) {
    List<RepairStage> stages = new ArrayList<>(List.of(RepairStage.FIRST));
    for (int repair = 1; repair <= retries; repair++) {
      stages.add(RepairStage.REPAIR);
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

  /**
   * The stage at a step; steps beyond the last stage are {@code SURRENDER}. The last of several
   * repairs, and one after a problem that repeats, is written from scratch, but only if it is
   * certain that the file is at fault: what a failed test is about may be right.
   *
   * @param certain whether a compiler or the scanner found all problems
   * @param repeated whether the same problems were found before
   */
  public RepairStage stageAt(int step, boolean certain, boolean repeated) {
    RepairStage stage = stages.get(Math.max(0, Math.min(step, stages.size() - 1)));
    int repairs =
        Math.toIntExact(stages.stream().filter(RepairStage.REPAIR::equals).count());
    boolean last = step == repairs && repairs > 1;
    return stage == RepairStage.REPAIR && certain && (last || repeated) ? RepairStage.FRESH : stage;
  }

  /** The step after a failed one. */
  int nextStep(int step) {
    return Math.min(step + 1, stages.size() - 1);
  }
}
