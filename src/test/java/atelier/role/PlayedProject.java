package atelier.role;

import static atelier.Await.await;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Event.TaskStarted;
import atelier.event.EventCodec;
import atelier.event.FilePlan;
import atelier.event.Usage;
import atelier.language.Toolchains;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.LlmFailure;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Project;
import atelier.rig.model.ExampleAnswers;
import atelier.sandbox.Sandbox;
import atelier.schedule.ScriptedTools;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A project with one check that all roles work on, one task at a time, with a sandbox and
 * toolchains of this machine and a model that answers from a script.
 */
final class PlayedProject {
  private static final int MAX_TASKS = 200;

  final List<Event> events = new ArrayList<>();
  final List<Prompt> prompts = new ArrayList<>();
  private final Tools tools;
  private final Function<Prompt, String> examples;
  private Project project = Project.empty("p");

  /** An empty answer stands for a model that cannot be reached. */
  PlayedProject(Sandbox sandbox, Toolchains toolchains, Function<Prompt, String> answers) {
    this(sandbox, toolchains, answers, prompt -> ExampleAnswers.repeatFirstCheck(prompt.task()));
  }

  /** {@code examples} answers the request for acceptance examples. */
  PlayedProject(
      Sandbox sandbox,
      Toolchains toolchains,
      Function<Prompt, String> answers,
      Function<Prompt, String> examples) {
    this.examples = examples;
    tools = ScriptedTools.real(
        new ScriptedAnswers(answers), sandbox, toolchains, Duration.ofSeconds(20));
  }

  private final class ScriptedAnswers implements Llm {
    private final Function<Prompt, String> answers;

    ScriptedAnswers(Function<Prompt, String> answers) {
      this.answers = answers;
    }

    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      if (prompt.purpose() == Purpose.EXAMPLES) {
        return Future.succeededFuture(
            new Completion(examples.apply(prompt), false, new Usage("m", 1, 1, 1)));
      }
      prompts.add(prompt);
      String answer = answers.apply(prompt);
      return answer.isEmpty()
          ? Future.failedFuture(new LlmFailure(LlmFailure.Kind.NOT_FOUND, "no answer"))
          : Future.succeededFuture(new Completion(answer, false, new Usage("m", 1, 1, 1)));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of());
    }
  }

  /** Plays a project of these files, by path with the paths that each uses, until it ends. */
  PlayedProject play(Map<String, List<String>> files, List<String> check) {
    append("user", new FeatureRequested("numbers below 10 are allowed", false));
    append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false, Optional.of(2)));
    List<FilePlan> plans = files.entrySet().stream()
        .map(file -> new FilePlan(file.getKey(), "d", file.getValue(), ""))
        .toList();
    List<CheckPlan> checks = List.of(new CheckPlan("unit", check));
    append(
        "architect",
        new BlueprintReady(new Blueprint("s", List.of(), plans, List.of(), checks), Usage.NONE));
    for (int tasks = 0; tasks < MAX_TASKS && !project.status().isEnded(); tasks++) {
      boolean played = Roles.ALL.stream().anyMatch(row -> playFirst(row.role()));
      if (!played) {
        return this;
      }
    }
    return this;
  }

  private <T extends Record & Task> boolean playFirst(Role<T> role) {
    Optional<T> due = role.dueTasks(project).findFirst();
    due.ifPresent(task -> {
      append(role.name(), new TaskStarted(ModelCalls.taskKey(role.name(), task), task.file()));
      await(role.perform(task, tools)).forEach(event -> append(role.name(), event));
    });
    return due.isPresent();
  }

  private void append(String agent, Event event) {
    events.add(event);
    project = project.apply(
        EventCodec.seal("p", project.seq() + 1, Instant.EPOCH, "n", agent, event, project.hash()));
  }

  Project project() {
    return project;
  }

  <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public String toString() {
    return events.stream().map(Object::toString).reduce("", (one, other) -> one + "\n" + other);
  }
}
