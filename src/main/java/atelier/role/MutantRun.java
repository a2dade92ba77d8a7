package atelier.role;

import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.ProofEvent.MutantsTried;
import atelier.language.Language;
import atelier.proof.BrokenTree;
import atelier.proof.MutationTest;
import atelier.proof.SpecLiterals;
import atelier.proof.TestTools;
import atelier.sandbox.Job;
import atelier.scan.Mutant;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Puts small faults into a project's sources and runs the checks on each. */
final class MutantRun {
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
      return Future.succeededFuture(
          List.of(new MutantsTried(0, 0, List.of(), List.of(), task.tree())));
    }
    long untilNs = System.nanoTime() + tools.policy().proof().mutantBudget().toNanos();
    BooleanSupplier isOver = () -> System.nanoTime() - untilNs > 0;
    MutationTest test =
        new MutationTest(task.files(), files -> isNoticed(files, task.checks()), isOver);
    return mutants(most)
        .map(mutants -> MutationTest.select(mutants, most))
        .compose(candidates -> test.run(candidates, task.tree()))
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

  /** Whether a check fails, or does not end in time, on these files; the first one suffices. */
  private Future<Boolean> isNoticed(Map<String, String> files, List<CheckPlan> checks) {
    if (checks.isEmpty()) {
      return Future.succeededFuture(false);
    }
    Job job = new Job(
        TestTools.reporting(checks.get(0).command()),
        files,
        TestTools.ENVIRONMENT,
        tools.policy().runTimeout());
    return tools
        .sandbox()
        .run(job)
        .compose(
            result -> result.succeeded() && TestTools.parse(result.output()).failed() == 0
                ? isNoticed(files, checks.subList(1, checks.size()))
                : Future.succeededFuture(true));
  }
}
