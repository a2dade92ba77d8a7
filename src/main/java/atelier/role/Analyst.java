package atelier.role;

import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.llm.Purpose;
import atelier.project.CheckResult;
import atelier.project.ExampleFailure;
import atelier.project.ExampleVerdict.Decision;
import atelier.project.Failure;
import atelier.project.Outcome;
import atelier.project.Project;
import atelier.project.TestFiles;
import atelier.project.TestRewrite;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds out who is at fault if an example fails, and derives lessons from the failures of a feature
 * for LESSONS_LEARNED.md and for later prompts. Returns {@code verdict_given}, {@code cause_found}
 * or {@code example_withdrawn} for a failed example, and {@code lessons_learned} when the project
 * is complete or stuck and has failures without lessons.
 */
public final class Analyst implements Role<Analyst.Analyze> {
  /**
   * Analyzes one failed example, or the failures of a feature.
   *
   * @param purpose {@code VERDICT} or {@code LESSONS}
   * @param specs the specs of all features, the current one last
   * @param failures for {@code LESSONS}, the failures
   * @param example for {@code VERDICT}, the failed example
   */
  public record Analyze(
      String project,
      Purpose purpose,
      List<String> specs,
      List<Failure> failures,
      @Nullable FailedExample example)
      implements Task {
    @Override
    public String name() {
      return example == null
          ? "learn:" + failures.size()
          : "example " + example.example().name() + ":" + example.tree().substring(0, 12);
    }

    String spec() {
      return specs.get(specs.size() - 1);
    }
  }

  /**
   * A failed example.
   *
   * @param point what it and the program disagree about
   * @param codeIsWrong whether it is known that the code is wrong: the spec decided it before, or
   *     the same code also passed
   * @param onlySource the file at fault if there can be no other; empty otherwise
   * @param uses for each file of the project that is no test, the paths it uses
   */
  public record FailedExample(
      Example example,
      String point,
      boolean codeIsWrong,
      String tree,
      JsonNode observed,
      List<FailedTest> differences,
      String transcript,
      String onlySource,
      Map<String, List<String>> uses) {}

  @Override
  public String name() {
    return "analyst";
  }

  @Override
  public Class<Analyze> taskType() {
    return Analyze.class;
  }

  @Override
  public Stream<Analyze> dueTasks(Project project) {
    return project.feature() == null || project.isVerifying()
        ? Stream.of()
        : Stream.concat(failedExamples(project), lessons(project));
  }

  private static Stream<Analyze> failedExamples(Project project) {
    boolean blames = project.rewrite().filter(TestRewrite::isOpen).isEmpty();
    return blames && project.designed() && project.allFilesDone()
        ? project.examples().unexplained(project.treeHash()).stream()
            .map(example -> new Analyze(
                project.id(),
                Purpose.VERDICT,
                specs(project),
                List.of(),
                failedExample(project, example)))
        : Stream.of();
  }

  private static FailedExample failedExample(Project project, Example example) {
    String tree = project.treeHash();
    ExampleFailure failure = project.examples().failure(example.name(), tree).orElseThrow();
    CheckResult result = project.examples().result(example.name(), tree);
    Evidence evidence = Objects.requireNonNull(result.evidence());
    Map<String, List<String>> uses = new TreeMap<>();
    project.files().forEach((path, file) -> {
      if (!TestFiles.belongsToTests(path)) {
        uses.put(path, file.plan().uses());
      }
    });
    return new FailedExample(
        example,
        failure.point(),
        result.isFlaky()
            || project
                .examples()
                .decision(example.name(), failure)
                .filter(Decision.CODE::equals)
                .isPresent(),
        tree,
        failure.observed(),
        evidence.failures(),
        evidence.output(),
        TestFiles.onlySource(project.files().keySet()),
        uses);
  }

  private static Stream<Analyze> lessons(Project project) {
    boolean concluded = Outcome.isStuck(project) || Outcome.of(project).isPresent();
    return concluded && project.failures().size() > project.analyzedFailures()
        ? Stream.of(
            new Analyze(project.id(), Purpose.LESSONS, specs(project), project.failures(), null))
        : Stream.of();
  }

  private static List<String> specs(Project project) {
    List<String> specs = new ArrayList<>(project.earlierSpecs());
    specs.add(Objects.requireNonNull(project.feature()).spec());
    return specs;
  }

  @Override
  public Future<List<Event>> perform(Analyze task, Tools tools) {
    Future<List<Event>> events = task.purpose() == Purpose.VERDICT
        ? new ExampleDispute(task, tools).perform()
        : new LessonReport(task, tools).perform();
    return events.recover(problem -> ModelCalls.toFailureEvent(name(), task, problem));
  }
}
