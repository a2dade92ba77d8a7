package atelier.role;

import atelier.event.Event;
import atelier.event.Example;
import atelier.event.ProofEvent.MutantsTried;
import atelier.language.Language;
import atelier.project.SpecLiterals;
import atelier.proof.BrokenTree;
import atelier.proof.ExampleJudge;
import atelier.proof.ExamplePlans;
import atelier.proof.FaultDetector;
import atelier.proof.MutationTest;
import atelier.proof.TestTools;
import atelier.role.Runner.TimedCheck;
import atelier.role.Runner.TimedExample;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult.End;
import atelier.sandbox.ProbeFailure;
import atelier.sandbox.TimeLimit;
import atelier.scan.Mutant;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Puts one part of the small faults into a project's sources and runs the checks on each. */
final class MutantRun {
  /** A check on a mutant may take so many times as long as it takes on the delivered files. */
  private static final int SLOWDOWN = 4;

  private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(2);

  private final Runner.Run task;
  private final Tools tools;

  MutantRun(Runner.Run task, Tools tools) {
    this.task = task;
    this.tools = tools;
  }

  /** Returns {@code mutants_tried}; none are tried where no sandbox is available. */
  Future<List<Event>> perform() {
    int most = tools.policy().proof().maxMutants();
    if (most == 0 || !tools.sandbox().unavailableReason().isEmpty()) {
      return Future.succeededFuture(List.of(new MutantsTried(
          0,
          0,
          List.of(),
          List.of(),
          task.tree(),
          Optional.of(task.attempt()),
          Optional.of(task.parts()))));
    }
    Duration budget = tools.policy().proof().mutantBudget().dividedBy(task.parts());
    long untilNs = System.nanoTime() + budget.toNanos();
    BooleanSupplier isOver = () -> System.nanoTime() - untilNs > 0;
    MutationTest test = new MutationTest(task.files(), detectors(), isOver);
    MutationTest.Part part = new MutationTest.Part(task.attempt(), task.parts());
    return mutants(most)
        .map(mutants -> MutationTest.select(mutants, most))
        .compose(candidates -> test.run(candidates, part, task.tree()))
        .map(List::of);
  }

  private Future<Map<String, List<Mutant>>> mutants(int most) {
    List<String> literals =
        SpecLiterals.of(task.spec()).stream().map(SpecLiterals.Literal::text).toList();
    List<String> sources = BrokenTree.sources(task.files()).stream()
        .filter(path -> Language.of(path).filter(Language::isCode).isPresent())
        .toList();
    List<Future<List<Mutant>>> perFile = new ArrayList<>();
    sources.forEach(path -> perFile.add(tools
        .toolchains()
        .mutants(path, task.files().getOrDefault(path, ""), literals, most)
        .otherwise(List.of())));
    return Future.all(perFile).map(all -> {
      Map<String, List<Mutant>> byPath = new LinkedHashMap<>();
      for (int i = 0; i < sources.size(); i++) {
        byPath.put(sources.get(i), perFile.get(i).result());
      }
      return byPath;
    });
  }

  /** All that may notice a fault, the cheapest first. */
  private List<FaultDetector> detectors() {
    record Timed(long ms, FaultDetector detector) {}

    Stream<Timed> checks = task.checks().stream()
        .map(check -> new Timed(check.ms(), files -> isNoticed(files, check)));
    Stream<Timed> examples = task.examples().stream()
        .map(example -> new Timed(example.ms(), files -> isNoticed(files, example)));
    return Stream.concat(checks, examples)
        .sorted(Comparator.comparingLong(Timed::ms))
        .map(Timed::detector)
        .toList();
  }

  /** Whether the program does not do what an example expects, on these files. */
  private Future<Boolean> isNoticed(Map<String, String> files, TimedExample timed) {
    Example example = timed.example();
    TimeLimit limit = limit(timed.ms(), example.commands());
    return tools
        .prober()
        .play(ExamplePlans.of(example, limit), files)
        .map(report -> !ExampleJudge.differences(example, report).isEmpty())
        .recover(problem -> problem instanceof ProbeFailure failure
            ? Future.succeededFuture(failure.end().isTooMuchUse())
            : Future.failedFuture(problem));
  }

  /** Whether a check fails, or does not end in time, on these files. */
  private Future<Boolean> isNoticed(Map<String, String> files, TimedCheck check) {
    Job job = new Job(
        TestTools.reporting(check.plan().command()),
        files,
        TestTools.ENVIRONMENT,
        limit(check.ms(), List.of(check.plan().command())));
    return tools
        .sandbox()
        .run(job)
        .map(result -> result.end() != End.NOT_FOUND
            && (!result.succeeded() || TestTools.parse(result.output()).failed() > 0));
  }

  /** The wall time for a run of commands that take {@code ms} on the delivered files. */
  private TimeLimit limit(long ms, List<List<String>> commands) {
    return TimeLimit.ofWall(limit(ms, tools.policy().timeLimit(commands).wall()));
  }

  static Duration limit(long ms, Duration most) {
    Duration limit = Duration.ofMillis(SLOWDOWN * ms);
    Duration longer = limit.compareTo(SHORTEST_LIMIT) < 0 ? SHORTEST_LIMIT : limit;
    return longer.compareTo(most) < 0 ? longer : most;
  }
}
