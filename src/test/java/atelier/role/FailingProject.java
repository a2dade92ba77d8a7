package atelier.role;

import static atelier.Await.await;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.EventCodec;
import atelier.event.FilePlan;
import atelier.event.ProofEvent.ExamplesReady;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.ShellWords;
import atelier.event.Usage;
import atelier.language.Toolchains;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.CheckResult;
import atelier.project.Project;
import atelier.project.Status;
import atelier.role.answer.ExamplesAnswer;
import atelier.sandbox.Sandbox;
import atelier.schedule.ScriptedTools;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A project of {@code failing.yaml} whose files are accepted, and that all roles work on from its
 * first failed run until nothing fails any more, or nobody knows what to do. Without controls,
 * repeated runs and small faults, which are not about who is at fault.
 */
final class FailingProject {
  private static final int MAX_TASKS = 120;
  private static final Set<Runner.Purpose> RUNS =
      Set.of(Runner.Purpose.CHECK, Runner.Purpose.EXAMPLE, Runner.Purpose.START);

  final List<Event> events = new ArrayList<>();
  final List<Prompt> prompts = new ArrayList<>();
  final Map<String, String> original = new LinkedHashMap<>();
  private final Function<Prompt, String> answers;
  private Project project = Project.empty("p");

  /** {@code answers} is the model. */
  FailingProject(JsonNode row, Function<Prompt, String> answers) {
    this.answers = answers;
    row.path("files")
        .properties()
        .forEach(file -> original.put(file.getKey(), file.getValue().asString()));
    List<CheckPlan> checks = Stream.of("check", "second")
        .filter(row::has)
        .map(name -> new CheckPlan(name, command(row.get(name))))
        .toList();
    append("user", new FeatureRequested(row.path("spec").asString(), false));
    append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false, Optional.of(1)));
    List<FilePlan> plans = original.keySet().stream()
        .map(path -> new FilePlan(
            path,
            "d",
            row.path("uses").path(path).valueStream().map(JsonNode::asString).toList(),
            row.path("contracts").path(path).asString("")))
        .toList();
    List<String> run = row.has("run") ? command(row.get("run")) : List.of();
    Blueprint blueprint = new Blueprint("s", List.of(), plans, run, checks);
    append("architect", new BlueprintReady(blueprint, Usage.NONE));
    examples(row, blueprint);
    original.forEach(this::accept);
  }

  private void examples(JsonNode row, Blueprint blueprint) {
    String json = JsonMapper.shared()
        .createObjectNode()
        .set("examples", row.path("examples"))
        .toString();
    ExamplesAnswer answer = row.has("examples")
        ? ExamplesAnswer.parse(
            json, row.path("spec").asString(), blueprint, List.of(), path -> Optional.empty())
        : new ExamplesAnswer(List.of(), List.of(), "");
    if (!answer.rejectionReason().isEmpty()) {
      throw new IllegalArgumentException(row.path("name") + ": " + answer.rejectionReason());
    }
    append("architect", new ExamplesReady(answer.examples(), answer.cannotShow(), Usage.NONE));
  }

  private static List<String> command(JsonNode node) {
    return node.isString()
        ? ShellWords.command(node.asString())
        : node.valueStream().map(JsonNode::asString).toList();
  }

  private void accept(String path, String content) {
    append("writer", new CodeReady(path, 1, content.length(), content, "m", Usage.NONE));
    append("validator", new ValidationPassed(path, 1, "syntax", List.of()));
    append("auditor", new AuditPassed(path, 1, List.of()));
    append("clerk", new FileValidated(path, 1));
    append("gitbot", new Committed(path, 1, "c", "m", "A <a@b>"));
  }

  private void append(String agent, Event event) {
    events.add(event);
    project = project.apply(
        EventCodec.seal("p", project.seq() + 1, Instant.EPOCH, "n", agent, event, project.hash()));
  }

  private final class ScriptedModel implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      prompts.add(prompt);
      return Future.succeededFuture(
          new Completion(answers.apply(prompt), false, new Usage("m", 1, 1, 1)));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of());
    }
  }

  /** Performs all tasks, one at a time. */
  FailingProject play(Sandbox sandbox, Toolchains toolchains) {
    Tools tools =
        ScriptedTools.real(new ScriptedModel(), sandbox, toolchains, Duration.ofSeconds(2));
    for (int tasks = 0; tasks < MAX_TASKS; tasks++) {
      boolean over = project.status() == Status.PAUSED || project.status().isEnded();
      if (over || Roles.ALL.stream().noneMatch(row -> playFirst(row.role(), tools))) {
        return this;
      }
    }
    throw new AssertionError("it does not come to an end: " + this);
  }

  private <T extends Record & Task> boolean playFirst(Role<T> role, Tools tools) {
    Optional<T> due =
        role.dueTasks(project).filter(FailingProject::isAboutFaults).findFirst();
    due.ifPresent(
        task -> await(role.perform(task, tools)).forEach(event -> append(role.name(), event)));
    return due.isPresent();
  }

  private static boolean isAboutFaults(Task task) {
    if (task instanceof Runner.Run run) {
      return run.attempt() <= 1 && RUNS.contains(run.purpose());
    }
    return !(task instanceof Analyst.Analyze analysis) || analysis.purpose() != Purpose.LESSONS;
  }

  Project project() {
    return project;
  }

  /** Whether each check, each example and the start command works on the files at the end. */
  boolean works() {
    String tree = project.treeHash();
    CheckResult start = project.startResult();
    boolean started = start == null || (start.tree().equals(tree) && !start.failed());
    return started
        && project.checkPlans().stream()
            .allMatch(plan -> project.checkResult(plan.name()).passes() > 0)
        && project.examples().inForce().stream()
            .allMatch(example -> project.examples().result(example.name(), tree).passes() > 0);
  }

  /** The files that are not as they were at first. */
  List<String> changedFiles() {
    Map<String, String> changed = new TreeMap<>(project.acceptedContents());
    changed.entrySet().removeAll(original.entrySet());
    return List.copyOf(changed.keySet());
  }

  <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public String toString() {
    return events.stream()
        .skip(4L + 5L * original.size())
        .map(event -> EventCodec.typeName(event) + " " + event)
        .reduce("", (one, other) -> one + "\n" + other);
  }
}
