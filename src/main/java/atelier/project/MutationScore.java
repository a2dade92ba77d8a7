package atelier.project;

import atelier.event.ProofEvent.MutantsTried;
import atelier.event.Survivor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many small faults in the delivered sources the checks notice: the sum of the parts that were
 * tried so far. A fault in a source that no check exercises says nothing about a test and is not
 * counted.
 *
 * @param tree the hash of the accepted files that were mutated
 * @param tried the number of mutants that were run
 * @param killed the number of mutants that some check noticed
 * @param unproven the paths of sources that can be made unusable without any check noticing
 * @param parts the number of parts
 * @param done the parts that were tried, counted from 1
 */
public record MutationScore(
    String tree,
    int tried,
    int killed,
    List<Survivor> survivors,
    List<String> unproven,
    int parts,
    Set<Integer> done) {
  /** In how many parts faults are tried, each by any free Runner of any node. */
  private static final int PARTS = 4;

  public MutationScore {
    survivors = List.copyOf(survivors);
    unproven = List.copyOf(unproven);
    done = Set.copyOf(done);
  }

  /** All faults in one part. */
  public MutationScore(
      String tree, int tried, int killed, List<Survivor> survivors, List<String> unproven) {
    this(tree, tried, killed, survivors, unproven, 1, Set.of(1));
  }

  /** The score after one more part; results of another tree no longer count. */
  static MutationScore after(@Nullable MutationScore previous, MutantsTried event) {
    int part = event.part().orElse(1);
    int parts = event.parts().orElse(1);
    MutationScore score =
        previous != null && previous.tree().equals(event.tree()) && previous.parts() == parts
            ? previous
            : new MutationScore(event.tree(), 0, 0, List.of(), List.of(), parts, Set.of());
    return score.done().contains(part) ? score : score.plus(event, part);
  }

  private MutationScore plus(MutantsTried event, int part) {
    List<String> allUnproven = Stream.concat(unproven.stream(), event.unproven().stream())
        .distinct()
        .sorted()
        .toList();
    List<Survivor> all =
        Stream.concat(survivors.stream(), event.survivors().stream()).toList();
    // Lines written before there were parts count as they are, since ends were derived from them.
    List<Survivor> counted = all.stream()
        .filter(survivor -> parts == 1 || !allUnproven.contains(survivor.file()))
        .toList();
    Set<Integer> allDone = new TreeSet<>(done);
    allDone.add(part);
    return new MutationScore(
        tree,
        tried + event.tried() - (all.size() - counted.size()),
        killed + event.killed(),
        counted,
        allUnproven,
        parts,
        allDone);
  }

  /** The parts that are left to be tried, counted from 1; all of them if none was tried yet. */
  public static List<Integer> partsLeft(Project project) {
    MutationScore score = project.mutationScore();
    Set<Integer> tried =
        score != null && score.tree().equals(project.treeHash()) ? score.done() : Set.of();
    return Outcome.isWaitingForMutants(project)
        ? IntStream.rangeClosed(1, partsOf(project))
            .filter(part -> !tried.contains(part))
            .boxed()
            .toList()
        : List.of();
  }

  /** The number of parts in which the faults of the current files are tried. */
  public static int partsOf(Project project) {
    MutationScore score = project.mutationScore();
    return score != null && score.tree().equals(project.treeHash()) ? score.parts() : PARTS;
  }

  /** Whether all parts were tried. */
  public boolean isComplete() {
    return done.size() >= parts;
  }

  /** Whether faults were tried and none was noticed: then the checks prove nothing. */
  public boolean noticesNothing() {
    return isComplete() && tried > 0 && killed == 0;
  }

  /** Whether the checks notice a larger share of faults, and exercise every source as before. */
  boolean isBetterThan(MutationScore other) {
    return (long) killed * other.tried() > (long) other.killed() * tried
        && other.unproven().containsAll(unproven);
  }
}
