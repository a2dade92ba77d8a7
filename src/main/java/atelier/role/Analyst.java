package atelier.role;

import atelier.event.Event;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.llm.Purpose;
import atelier.project.ExampleVerdict.Decision;
import atelier.project.Failure;
import atelier.project.FailureKey;
import atelier.project.Project;
import atelier.proof.FailedProject;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds out who is at fault if a check, an example or the start command fails, and derives lessons
 * from the failures of a feature for LESSONS_LEARNED.md and for later prompts. Returns {@code
 * verdict_given}, {@code cause_found}, {@code example_withdrawn} or {@code environment_lacking} for
 * a failure, and {@code lessons_learned} when the project is complete or stuck and has failures
 * without lessons. What is due is decided in {@link AnalystTasks}.
 */
public final class Analyst implements Role<Analyst.Analyze> {
  /**
   * Analyzes one failed run, one failed example, or the failures of a feature.
   *
   * @param purpose {@code CAUSE}, {@code VERDICT} or {@code LESSONS}
   * @param attempt counts from 1 how often the same failure on the same files is analyzed
   * @param specs the specs of all features, the current one last
   * @param failures for {@code LESSONS}, the failures
   * @param example for {@code VERDICT}, the failed example
   * @param run for {@code CAUSE}, the failed run
   */
  public record Analyze(
      String project,
      Purpose purpose,
      int attempt,
      List<String> specs,
      List<Failure> failures,
      @Nullable FailedExample example,
      @Nullable FailedRun run)
      implements Task {
    @Override
    public String name() {
      String repeat = attempt > 1 ? ":" + attempt : "";
      if (run != null) {
        return "cause " + run.title() + ":" + run.evidence().tree().substring(0, 12) + repeat;
      }
      return example == null
          ? "learn:" + failures.size()
          : "example " + example.example().name() + ":" + example.tree().substring(0, 12) + repeat;
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
   */
  public record FailedExample(
      Example example,
      String point,
      boolean codeIsWrong,
      String tree,
      JsonNode observed,
      Evidence evidence,
      String onlySource,
      FailedProject project) {}

  /**
   * A failed check, or the start command.
   *
   * @param kind {@code check} or {@code start}
   * @param name the check's name; empty for the start command
   * @param decisions what the spec says about failures of the check, by {@link FailureKey}
   */
  public record FailedRun(
      String kind,
      String name,
      Evidence evidence,
      FailedProject project,
      Map<String, Decision> decisions) {
    List<String> command() {
      return evidence.command();
    }

    String title() {
      return name.isEmpty() ? "the start command" : "check \"" + name + "\"";
    }

    Optional<Decision> decision(FailedTest test) {
      return Optional.ofNullable(decisions.get(FailureKey.of(test)));
    }
  }

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
    return new AnalystTasks(project).due();
  }

  @Override
  public Future<List<Event>> perform(Analyze task, Tools tools) {
    Future<List<Event>> events = task.run() != null
        ? new CauseSearch(task, tools).perform()
        : task.example() != null
            ? new ExampleDispute(task, tools).perform()
            : new LessonReport(task, tools).perform();
    return events.recover(problem -> ModelCalls.toFailureEvent(name(), task, problem));
  }
}
