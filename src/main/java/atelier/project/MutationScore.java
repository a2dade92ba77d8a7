package atelier.project;

import atelier.event.Survivor;
import java.util.List;

/**
 * How many small faults in the delivered sources the checks notice.
 *
 * @param tree the hash of the accepted files that were mutated
 * @param tried the number of mutants that were run
 * @param killed the number of mutants that some check noticed
 * @param unproven the paths of sources that can be made unusable without any check noticing
 */
public record MutationScore(
    String tree, int tried, int killed, List<Survivor> survivors, List<String> unproven) {
  public MutationScore {
    survivors = List.copyOf(survivors);
    unproven = List.copyOf(unproven);
  }

  /** Whether faults were tried and none was noticed: then the checks prove nothing. */
  public boolean noticesNothing() {
    return tried > 0 && killed == 0;
  }
}
