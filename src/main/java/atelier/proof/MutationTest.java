package atelier.proof;

import atelier.event.ProofEvent.MutantsTried;
import atelier.event.Survivor;
import atelier.scan.Mutant;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Puts small faults into sources, one at a time, and counts how many the checks notice. For one
 * run, on one thread.
 */
public final class MutationTest {
  /**
   * A mutant of one file.
   *
   * @param file its path
   */
  public record Candidate(String file, Mutant mutant) {}

  private final Map<String, String> files;
  private final Function<Map<String, String>, Future<Boolean>> notices;
  private final BooleanSupplier isOver;
  private final List<Survivor> survivors = new ArrayList<>();
  private final List<String> unproven = new ArrayList<>();
  private int tried;

  /**
   * Prepares a run.
   *
   * @param files the project's files by path
   * @param notices whether some check fails on these files
   * @param isOver whether the time budget is used up: no further mutant is begun then
   */
  public MutationTest(
      Map<String, String> files,
      Function<Map<String, String>, Future<Boolean>> notices,
      BooleanSupplier isOver) {
    this.files = Map.copyOf(files);
    this.notices = notices;
    this.isOver = isOver;
  }

  /** Picks at most {@code most} mutants: near the spec's literals first, each file in turn. */
  public static List<Candidate> select(Map<String, List<Mutant>> mutants, int most) {
    Map<String, Integer> turns = new HashMap<>();
    record Ranked(Candidate candidate, int near, int turn) {}
    return mutants.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(file -> withoutEasyOnes(file.getValue()).stream()
            .map(mutant -> new Ranked(
                new Candidate(file.getKey(), mutant),
                Math.min(3, mutant.distance()),
                turns.merge(file.getKey(), 1, Integer::sum))))
        .sorted(Comparator.comparingInt(Ranked::near).thenComparingInt(Ranked::turn))
        .limit(most)
        .map(Ranked::candidate)
        .toList();
  }

  /** Any use of a result notices that it is gone: such mutants count only where no other exists. */
  private static List<Mutant> withoutEasyOnes(List<Mutant> mutants) {
    List<Mutant> others = mutants.stream()
        .filter(mutant -> !mutant.operator().equals("default return"))
        .toList();
    return others.isEmpty() ? mutants : others;
  }

  /** Makes each source unusable by itself, then tries the mutants, one after the other. */
  public Future<MutantsTried> run(List<Candidate> candidates, String tree) {
    return breakEach(BrokenTree.sources(files), 0)
        .compose(done -> next(
            candidates.stream().filter(one -> !unproven.contains(one.file())).toList(), 0))
        .map(done -> new MutantsTried(tried, tried - survivors.size(), survivors, unproven, tree));
  }

  private Future<Void> breakEach(List<String> sources, int index) {
    if (index == sources.size() || isOver.getAsBoolean()) {
      return Future.succeededFuture();
    }
    String path = sources.get(index);
    return notices.apply(BrokenTree.breaking(files, List.of(path)).files()).compose(noticed -> {
      if (!noticed) {
        unproven.add(path);
      }
      return breakEach(sources, index + 1);
    });
  }

  private Future<Void> next(List<Candidate> candidates, int index) {
    if (index == candidates.size() || isOver.getAsBoolean()) {
      return Future.succeededFuture();
    }
    Candidate candidate = candidates.get(index);
    Map<String, String> mutated = new HashMap<>(files);
    mutated.computeIfPresent(
        candidate.file(), (path, source) -> candidate.mutant().applyTo(source));
    return notices.apply(mutated).compose(noticed -> {
      tried++;
      if (!noticed) {
        Mutant mutant = candidate.mutant();
        survivors.add(new Survivor(candidate.file(), mutant.line(), mutant.from(), mutant.to()));
      }
      return next(candidates, index + 1);
    });
  }
}
