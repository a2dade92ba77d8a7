package atelier.proof;

import atelier.event.ProofEvent.MutantsTried;
import atelier.event.Survivor;
import atelier.language.Language;
import atelier.project.TestFiles;
import atelier.scan.Mutant;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts small faults into sources, one at a time, and counts how many are noticed. The faults are
 * tried in parts, on any node: every part is cut from the same selection. For one run, on one
 * thread.
 */
public final class MutationTest {
  /**
   * A mutant of one file.
   *
   * @param file its path
   */
  public record Candidate(String file, Mutant mutant) {}

  /**
   * One part of all faults.
   *
   * @param number counted from 1
   * @param of the number of parts
   */
  public record Part(int number, int of) {
    /** The candidates of this part: neighbours by file, so that few parts share a file. */
    public List<Candidate> candidates(List<Candidate> all) {
      List<Candidate> byFile =
          all.stream().sorted(Comparator.comparing(Candidate::file)).toList();
      List<Candidate> mine =
          byFile.subList(byFile.size() * (number - 1) / of, byFile.size() * number / of);
      return all.stream().filter(mine::contains).toList();
    }

    /** The files of the part's candidates, and its share of the sources without any candidate. */
    List<String> sources(List<String> sources, List<Candidate> all) {
      List<String> others = sources.stream()
          .filter(path -> all.stream().noneMatch(one -> one.file().equals(path)))
          .toList();
      Stream<String> share = IntStream.range(0, others.size())
          .filter(index -> index % of == number - 1)
          .mapToObj(others::get);
      Stream<String> files = candidates(all).stream().map(Candidate::file);
      return Stream.concat(files, share).distinct().toList();
    }
  }

  private final Map<String, String> files;
  private final List<FaultDetector> detectors;
  private final BooleanSupplier isOver;
  private final Map<String, Future<Boolean>> controls = new HashMap<>();
  private final List<Survivor> survivors = new ArrayList<>();
  private final List<String> unproven = new ArrayList<>();
  private int tried;

  /**
   * Prepares a run.
   *
   * @param files the project's files by path
   * @param detectors what may notice a fault, the cheapest first
   * @param isOver whether the time budget is used up: no further mutant is begun then
   */
  public MutationTest(
      Map<String, String> files, List<FaultDetector> detectors, BooleanSupplier isOver) {
    this.files = Map.copyOf(files);
    this.detectors = List.copyOf(detectors);
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

  /**
   * Makes each source and each test file of a part unusable by itself, then tries its mutants. A
   * test file that nothing notices contributes no executed test.
   */
  public Future<MutantsTried> run(List<Candidate> all, Part part, String tree) {
    List<String> tests = files.keySet().stream()
        .filter(TestFiles::isTest)
        .filter(path -> Language.of(path).filter(Language::isCode).isPresent())
        .toList();
    List<String> sources = Stream.concat(BrokenTree.sources(files).stream(), tests.stream())
        .distinct()
        .sorted()
        .toList();
    return breakEach(part.sources(sources, all), 0)
        .compose(done -> next(
            part.candidates(all).stream()
                .filter(one -> !unproven.contains(one.file()))
                .toList(),
            0))
        .map(done -> new MutantsTried(
            tried,
            tried - survivors.size(),
            survivors,
            unproven,
            tree,
            Optional.of(part.number()),
            Optional.of(part.of())));
  }

  private Future<Void> breakEach(List<String> sources, int index) {
    if (index == sources.size() || isOver.getAsBoolean()) {
      return Future.succeededFuture();
    }
    String path = sources.get(index);
    return isExercised(path, 0).compose(exercised -> {
      if (!exercised) {
        unproven.add(path);
      }
      return breakEach(sources, index + 1);
    });
  }

  private Future<Boolean> isExercised(String path, int detector) {
    return detector == detectors.size()
        ? Future.succeededFuture(false)
        : exercises(detector, path)
            .compose(exercised ->
                exercised ? Future.succeededFuture(true) : isExercised(path, detector + 1));
  }

  /** Whether a detector notices that a file is unusable; else it need not look at its mutants. */
  private Future<Boolean> exercises(int detector, String path) {
    return controls.computeIfAbsent(
        detector + ":" + path,
        key -> detectors
            .get(detector)
            .notices(BrokenTree.breaking(files, List.of(path)).files()));
  }

  private Future<Void> next(List<Candidate> candidates, int index) {
    if (index == candidates.size() || isOver.getAsBoolean()) {
      return Future.succeededFuture();
    }
    Candidate candidate = candidates.get(index);
    Map<String, String> mutated = new HashMap<>(files);
    mutated.computeIfPresent(
        candidate.file(), (path, source) -> candidate.mutant().applyTo(source));
    return isNoticed(candidate.file(), mutated, 0).compose(noticed -> {
      tried++;
      if (!noticed) {
        Mutant mutant = candidate.mutant();
        survivors.add(new Survivor(candidate.file(), mutant.line(), mutant.from(), mutant.to()));
      }
      return next(candidates, index + 1);
    });
  }

  /** Whether a detector that exercises the file notices its mutant; the first one suffices. */
  private Future<Boolean> isNoticed(String path, Map<String, String> mutated, int detector) {
    if (detector == detectors.size()) {
      return Future.succeededFuture(false);
    }
    return exercises(detector, path)
        .compose(exercised ->
            exercised ? detectors.get(detector).notices(mutated) : Future.succeededFuture(false))
        .compose(noticed ->
            noticed ? Future.succeededFuture(true) : isNoticed(path, mutated, detector + 1));
  }
}
