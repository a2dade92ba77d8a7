package atelier.project;

import java.util.ArrayList;
import java.util.List;

/**
 * How hard one file is tried: written, repaired, written afresh without sight of the old code,
 * given to another model, and then left to a person. Each rung is one answer of a model, so the
 * ladder's length is the bound.
 */
public final class RepairPolicy {
  /** One kind of try. */
  public enum RepairStage {
    FIRST,
    REPAIR,
    FRESH,
    FALLBACK,
    SURRENDER
  }

  private final List<RepairStage> stages;

  private RepairPolicy(List<RepairStage> rungs) {
    this.stages = List.copyOf(rungs);
  }

  /**
   * The ladder for {@code retries} repairs, the last of them a fresh sample, with one more try
   * where
   * another model stands by.
   */
  static RepairPolicy of(int retries, boolean fallback) {
    List<RepairStage> rungs = new ArrayList<>(List.of(RepairStage.FIRST));
    for (int repair = 1; repair <= retries; repair++) {
      rungs.add(repair == retries && retries > 1 ? RepairStage.FRESH : RepairStage.REPAIR);
    }
    if (fallback) {
      rungs.add(RepairStage.FALLBACK);
    }
    rungs.add(RepairStage.SURRENDER);
    return new RepairPolicy(rungs);
  }

  /** The kind of try at a step; past the end it stays at surrender. */
  public RepairStage stageAt(int step) {
    return stages.get(Math.min(step, stages.size() - 1));
  }

  /** The step after {@code step} failed; the same fault twice skips what is left of the repairs. */
  int nextStep(int step, boolean sameFault) {
    int next = Math.min(step + 1, stages.size() - 1);
    while (sameFault && stages.get(next) == RepairStage.REPAIR) {
      next++;
    }
    return next;
  }
}
