package atelier.role;

import static atelier.Await.await;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.BlueprintRejected;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.EventCodec;
import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.FilePlan;
import atelier.event.ProofEvent.ExamplesReady;
import atelier.event.ProofEvent.ExamplesRejected;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.ShellWords;
import atelier.event.Usage;
import atelier.language.Toolchains;
import atelier.project.Project;
import atelier.project.WrongCheck;
import atelier.role.answer.ExamplesAnswer;
import atelier.sandbox.Sandbox;
import atelier.schedule.ScriptedTools;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A project with given files and checks, whose evidence is made by the real Runner. */
final class ProvenProject {
  private static final int MAX_RUNS = 40;
  private final Runner runner = new Runner();
  private final List<String> story = new ArrayList<>();
  private Project project = Project.empty("p");

  ProvenProject(JsonNode sample) {
    Map<String, String> files = new LinkedHashMap<>();
    if (!sample.has("tool")
        && sample.path("files").valueStream().noneMatch(ProvenProject::isCode)) {
      files.put("add.py", "def add(a, b):\n    return a - b\n");
    }
    sample
        .path("files")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().asString()));
    List<CheckPlan> checks = Stream.of("check", "second")
        .filter(sample::has)
        .map(name -> new CheckPlan(name, command(sample.get(name))))
        .toList();
    append(new FeatureRequested(sample.path("spec").asString("a sum of two numbers"), false));
    append(new InfraReady(List.of("m"), List.of(), "box", 3, false, Optional.of(2)));
    List<FilePlan> plans = files.keySet().stream()
        .map(path -> new FilePlan(path, "d", List.of(), ""))
        .toList();
    List<String> run = sample.has("run") ? command(sample.get("run")) : List.of();
    Blueprint blueprint = new Blueprint("s", List.of(), plans, run, checks);
    append(new BlueprintReady(blueprint, Usage.NONE));
    examples(sample, blueprint);
    files.forEach(this::accept);
  }

  /**
   * The examples of the sample. Without any, a right project's example is its first check, and a
   * wrong project has one that any program satisfies, so that only its checks can hold it.
   */
  private void examples(JsonNode sample, Blueprint blueprint) {
    String spec = Objects.requireNonNull(project.feature()).spec();
    if (sample.has("examples")) {
      ExamplesAnswer answer = ExamplesAnswer.parse(
          sample.toString(), spec, blueprint, List.of(), path -> Optional.empty());
      if (answer.rejectionReason().isEmpty()) {
        append(new ExamplesReady(answer.examples(), answer.cannotShow(), Usage.NONE));
      } else {
        for (int attempt = 1; attempt <= 3; attempt++) {
          append(new ExamplesRejected(attempt, answer.rejectionReason(), Usage.NONE));
        }
      }
    } else {
      List<String> command =
          sample.has("tool") ? blueprint.checks().get(0).command() : List.of("true");
      Example.StepResult expected = new Example.StepResult(
          Optional.of(0), ExpectedText.ANYTHING, ExpectedText.ANYTHING, Map.of());
      Example example = new Example(
          "exits with 0",
          spec,
          Map.of(),
          List.of(new Example.Step(command, "", expected)),
          List.of(),
          Map.of(),
          List.of());
      append(new ExamplesReady(List.of(example), List.of(), Usage.NONE));
    }
  }

  private static boolean isCode(JsonNode content) {
    return content.asString().contains("a - b");
  }

  private static List<String> command(JsonNode node) {
    return node.isString()
        ? ShellWords.command(node.asString())
        : ShellWords.withEnvironment(node.valueStream().map(JsonNode::asString).toList());
  }

  private void accept(String path, String content) {
    append(new CodeReady(path, 1, content.length(), content, "m", Usage.NONE));
    append(new ValidationPassed(path, 1, "syntax", List.of()));
    append(new AuditPassed(path, 1, List.of()));
    append(new FileValidated(path, 1));
    append(new Committed(path, 1, "c", "m", "A <a@b>"));
  }

  private void append(Event event) {
    story.add(EventCodec.typeName(event) + " " + event);
    project = project.apply(EventCodec.seal(
        "p", project.seq() + 1, Instant.EPOCH, "n", "runner", event, project.hash()));
  }

  /** Performs all that the Runner has to do, until nothing is left or a file must be repaired. */
  ProvenProject run(Sandbox sandbox, Toolchains toolchains) {
    Tools tools = ScriptedTools.real(null, sandbox, toolchains, Duration.ofSeconds(3));
    for (int runs = 0; runs < MAX_RUNS; runs++) {
      Optional<Runner.Run> due = runner.dueTasks(project).findFirst();
      if (due.isEmpty() && !WrongCheck.toReplace(project).isEmpty()) {
        append(new BlueprintRejected(runs + 1, "no better check", Usage.NONE));
        continue;
      } else if (due.isEmpty()) {
        return this;
      }
      await(runner.perform(due.get(), tools)).forEach(this::append);
    }
    throw new AssertionError("the Runner does not come to an end: " + this);
  }

  Project project() {
    return project;
  }

  @Override
  public String toString() {
    return String.join("\n", story.subList(Math.max(0, story.size() - 6), story.size()));
  }
}
