package atelier.role;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.BlueprintRejected;
import atelier.event.Event.ResearchProduced;
import atelier.event.Event.ResearchRequest;
import atelier.event.Example;
import atelier.event.FilePlan;
import atelier.event.Lesson;
import atelier.llm.Completion;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.packages.EcosystemState;
import atelier.project.Feature;
import atelier.project.Project;
import atelier.project.WrongCheck;
import atelier.role.answer.BlueprintAnswer;
import atelier.role.answer.ExistingPlan;
import atelier.role.prompt.DesignPrompt;
import atelier.role.prompt.PackagesPrompt;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Designs the blueprint: files with their contracts, and the checks that prove them. Due when
 * models are ready and the current feature has no blueprint, and again when a check that executes
 * tests passes on broken code, at most three times. Then makes the acceptance examples, before any
 * code. Returns {@code blueprint_ready}, {@code research_request}, {@code blueprint_rejected},
 * {@code examples_ready}, {@code examples_rejected} or {@code llm_error}.
 */
final class Architect implements Role<Architect.Design> {
  private static final int MAX_TOKENS = 6_000;

  /**
   * Designs one blueprint, or the examples of one.
   *
   * @param purpose {@code BLUEPRINT} or {@code EXAMPLES}
   * @param earlierSpecs specs of earlier features
   * @param existing the blueprint to extend or to make examples for; null for a new project
   * @param researchResults the answers to research questions
   * @param rejections why earlier answers were rejected
   * @param researched whether research was already requested for this feature
   * @param checksToReplace checks that prove nothing or are themselves wrong; empty for a design
   * @param inForce the examples of earlier features
   */
  record Design(
      String project,
      Purpose purpose,
      int attempt,
      String spec,
      List<String> earlierSpecs,
      @Nullable Blueprint existing,
      List<ResearchProduced> researchResults,
      List<String> rejections,
      boolean researched,
      List<WrongCheck> checksToReplace,
      List<Example> inForce)
      implements Task {
    @Override
    public String name() {
      return (purpose == Purpose.EXAMPLES ? "examples:" : "design:") + attempt;
    }

    /** The specs of all features, which an example may quote. */
    String allSpecs() {
      return String.join("\n", earlierSpecs) + "\n" + spec;
    }
  }

  @Override
  public String name() {
    return "architect";
  }

  @Override
  public Class<Design> taskType() {
    return Design.class;
  }

  @Override
  public Stream<Design> dueTasks(Project project) {
    Feature feature = project.feature();
    if (feature == null || project.infra() == null) {
      return Stream.of();
    }
    if (project.designed() && !project.examples().decided()) {
      return Stream.of(examplesTask(project, feature));
    }
    boolean due = project.designed()
        ? !WrongCheck.toReplace(project).isEmpty()
        : project.rejections().size() <= project.infra().retries() && !isResearching(project);
    return due ? Stream.of(designTask(project, feature)) : Stream.of();
  }

  private static boolean isResearching(Project project) {
    return project.questions().stream().anyMatch(question -> question.result() == null);
  }

  private static Design designTask(Project project, Feature feature) {
    boolean researched = !project.questions().isEmpty();
    return new Design(
        project.id(),
        Purpose.BLUEPRINT,
        project.designs().attempts() + (researched ? 2 : 1),
        feature.spec(),
        project.earlierSpecs(),
        project.blueprint(),
        project.questions().stream()
            .map(question -> question.result())
            .filter(Objects::nonNull)
            .toList(),
        project.designed() && project.designs().redesigns() == 0 ? List.of() : project.rejections(),
        researched || project.designed(),
        WrongCheck.toReplace(project),
        project.examples().inForce());
  }

  /** Two attempts are reserved for each answer: literals that it does not show are asked about. */
  private static Design examplesTask(Project project, Feature feature) {
    List<String> rejections = project.examples().rejections();
    return new Design(
        project.id(),
        Purpose.EXAMPLES,
        2 * rejections.size() + 1,
        feature.spec(),
        project.earlierSpecs(),
        project.blueprint(),
        List.of(),
        rejections,
        true,
        List.of(),
        project.examples().inForce());
  }

  @Override
  public Future<List<Event>> perform(Design task, Tools tools) {
    Future<List<Event>> events = task.purpose() == Purpose.EXAMPLES
        ? new ExampleDesign(task, tools).perform()
        : ModelCalls.findLessons(tools, task.project(), "blueprint", task.spec())
            .compose(lessons -> ModelCalls.describeMachine(tools)
                .compose(machine -> describePackages(tools)
                    .compose(packages -> askModel(task, machine + packages, lessons, tools))));
    return events.recover(problem -> ModelCalls.toFailureEvent(name(), task, problem));
  }

  private Future<List<Event>> askModel(
      Design task, String machine, List<Lesson> lessons, Tools tools) {
    boolean researchAllowed = !task.researched() && tools.research().isAvailable();
    DesignPrompt parts = designPrompt(task, lessons, researchAllowed);
    Prompt prompt = new Prompt(
        task.project(),
        name(),
        Purpose.BLUEPRINT,
        "",
        task.attempt(),
        tools.prompts().forRole(name()),
        "",
        machine + parts.text(),
        parts.schema(),
        MAX_TOKENS,
        0.2,
        task.attempt(),
        false);
    return ModelCalls.complete(tools, prompt)
        .compose(completion -> tools
            .packages()
            .ecosystems()
            .map(states -> toEvents(task, completion, researchAllowed, states, tools)));
  }

  private static Future<String> describePackages(Tools tools) {
    return tools
        .packages()
        .ecosystems()
        .compose(states -> tools
            .sandbox()
            .otherVersions()
            .map(versions -> new PackagesPrompt(states, versions).text()));
  }

  private static DesignPrompt designPrompt(
      Design task, List<Lesson> lessons, boolean researchAllowed) {
    return new DesignPrompt(
        task.spec(),
        task.existing(),
        task.earlierSpecs(),
        task.researchResults(),
        task.rejections(),
        lessons,
        researchAllowed,
        task.checksToReplace());
  }

  private static List<String> pathsOf(@Nullable Blueprint existing) {
    return existing == null
        ? List.of()
        : existing.files().stream().map(FilePlan::path).toList();
  }

  private static List<Event> toEvents(
      Design task,
      Completion completion,
      boolean researchAllowed,
      List<EcosystemState> states,
      Tools tools) {
    BlueprintAnswer answer = completion.truncated()
        ? new BlueprintAnswer(null, List.of(), "the answer was cut off: plan fewer, smaller files")
        : BlueprintAnswer.parse(
            completion.text(),
            task.spec(),
            ExistingPlan.of(
                task.existing(),
                task.checksToReplace().stream().map(WrongCheck::plan).toList()),
            tools.paths());
    if (answer.blueprint() != null) {
      return List.of(new BlueprintReady(
          UnprovablePlan.noted(
              PlannedLocks.removedFrom(answer.blueprint(), pathsOf(task.existing())), states),
          completion.usage()));
    }
    if (!answer.questions().isEmpty() && researchAllowed) {
      return answer.questions().stream().<Event>map(ResearchRequest::new).toList();
    }
    String reason = answer.rejectionReason().isEmpty()
        ? "nothing can be looked up: answer with the blueprint, and list what you decided in"
            + " \"assumptions\""
        : answer.rejectionReason();
    return List.of(new BlueprintRejected(task.attempt(), reason, completion.usage()));
  }
}
