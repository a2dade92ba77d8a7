package atelier.bench;

import static atelier.Await.await;

import atelier.event.Event;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Event.TaskStarted;
import atelier.event.EventCodec;
import atelier.event.Usage;
import atelier.language.Toolchains;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.LlmFailure;
import atelier.llm.Prompt;
import atelier.project.Project;
import atelier.role.ModelCalls;
import atelier.role.Role;
import atelier.role.Roles;
import atelier.role.Task;
import atelier.role.Tools;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.NativeProber;
import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxLimits;
import atelier.scan.Scanner;
import atelier.schedule.ScriptedTools;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Plays a case as one node with one model slot does: a file is checked before the next one is
 * written. Nothing is run, so that the prompts depend on the script alone.
 */
final class PromptPlay {
  private static final int MAX_TASKS = 400;
  private static final String PROJECT = "p";

  private final List<Prompt> prompts = new ArrayList<>();
  private final PromptCase played;
  private final Tools tools;
  private Project project = Project.empty(PROJECT);

  private PromptPlay(PromptCase played, Scanner scanner, Toolchains toolchains) {
    this.played = played;
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    Sandbox sandbox = new NoSandbox();
    tools = new Tools(
        "n",
        new RecordingModel(),
        scripted.prompts(),
        scanner,
        toolchains,
        sandbox,
        new NativeProber(sandbox),
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        scripted.knowledge(),
        scripted.policy(),
        message -> {});
  }

  /** Returns all prompts, in order. */
  static List<Prompt> of(PromptCase played, Scanner scanner, Toolchains toolchains) {
    PromptPlay play = new PromptPlay(played, scanner, toolchains);
    play.append("user", new FeatureRequested(played.spec(), false));
    play.append(
        "environment", new InfraReady(List.of("m"), List.of(), "box", 3, false, Optional.of(2)));
    for (int i = 0; i < MAX_TASKS && !play.project.status().isEnded() && play.playNext(); i++) {}
    if (!play.project.allFilesDone()) {
      throw new IllegalStateException(played.name() + " was not written: "
          + play.project.files().values().stream()
              .filter(file -> !file.isSettled())
              .toList());
    }
    return List.copyOf(play.prompts);
  }

  /** The Writer comes last: what else is due is done before the next file is written. */
  private boolean playNext() {
    List<? extends Role<?>> roles = Roles.ALL.stream().map(Roles.Staffing::role).toList();
    return roles.stream().filter(role -> !role.name().equals("writer")).anyMatch(this::playFirst)
        || roles.stream().filter(role -> role.name().equals("writer")).anyMatch(this::playFirst);
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
    project = project.apply(EventCodec.seal(
        PROJECT, project.seq() + 1, Instant.EPOCH, "n", agent, event, project.hash()));
  }

  private final class RecordingModel implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      String answer = played.answers().apply(prompt);
      if (answer.isEmpty()) {
        return Future.failedFuture(new LlmFailure(LlmFailure.Kind.NOT_FOUND, "no answer"));
      }
      prompts.add(prompt);
      return Future.succeededFuture(new Completion(answer, false, Usage.NONE));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of());
    }
  }

  /** Has the limits of the defaults, and runs nothing. */
  private record NoSandbox() implements Sandbox {
    @Override
    public String name() {
      return "off";
    }

    @Override
    public Future<List<String>> tools() {
      return Future.succeededFuture(
          List.of("cc 12.2.0", "git 2.39.5", "make 4.3", "node 18.20.4", "python3 3.11.2"));
    }

    @Override
    public Optional<SandboxLimits> limits() {
      return Optional.of(
          new SandboxLimits(Duration.ofSeconds(30), Duration.ofMinutes(5), 512L << 20, false));
    }

    @Override
    public String unavailableReason() {
      return "nothing is run for this measurement";
    }

    @Override
    public Future<JobResult> run(Job job) {
      return Future.failedFuture(new IllegalStateException(unavailableReason()));
    }
  }
}
