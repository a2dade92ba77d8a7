package atelier.project;

import java.util.ArrayList;
import java.util.List;

/**
 * How hard one file is tried: written, repaired, written afresh without sight of the old code,
 * given to another model, and then left to a person. Each rung is one answer of a model, so the
 * ladder's length is the bound.
 */
public final class Ladder {
  /** One kind of try. */
  public enum Rung {
    FIRST,
    REPAIR,
    FRESH,
    FALLBACK,
    SURRENDER
  }

  private final List<Rung> rungs;

  private Ladder(List<Rung> rungs) {
    this.rungs = List.copyOf(rungs);
  }

  /**
   * The ladder for {@code retries} repairs, the last of them a fresh sample, with one more try
   * where
   * another model stands by.
   */
  static Ladder of(int retries, boolean fallback) {
    List<Rung> rungs = new ArrayList<>(List.of(Rung.FIRST));
    for (int repair = 1; repair <= retries; repair++) {
      rungs.add(repair == retries && retries > 1 ? Rung.FRESH : Rung.REPAIR);
    }
    if (fallback) {
      rungs.add(Rung.FALLBACK);
    }
    rungs.add(Rung.SURRENDER);
    return new Ladder(rungs);
  }

  /** The kind of try at a step; past the end it stays at surrender. */
  public Rung at(int step) {
    return rungs.get(Math.min(step, rungs.size() - 1));
  }

  /** The step after {@code step} failed; the same fault twice skips what is left of the repairs. */
  int after(int step, boolean sameFault) {
    int next = Math.min(step + 1, rungs.size() - 1);
    while (sameFault && rungs.get(next) == Rung.REPAIR) {
      next++;
    }
    return next;
  }
}
