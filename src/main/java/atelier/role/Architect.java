package atelier.role;

import atelier.event.Blueprint;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.BlueprintRejected;
import atelier.event.Event.ResearchProduced;
import atelier.event.Event.ResearchRequest;
import atelier.event.Lesson;
import atelier.llm.Completion;
import atelier.llm.Prompt;
import atelier.project.Feature;
import atelier.project.Project;
import atelier.role.answer.BlueprintAnswer;
import atelier.role.prompt.DesignPrompt;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a spec into a blueprint: files with their contracts, and the checks that prove them. */
final class Architect implements Role<Architect.Design> {
  private static final int MAX_TOKENS = 6_000;
  private static final int MAX_LESSONS = 1;

  /**
   * One blueprint to be made.
   *
   * @param earlierSpecs specs of features that are done
   * @param existing what is there already; null for a new project
   * @param researchResults what research brought
   * @param rejections why earlier answers were refused
   * @param researched whether a round of research is behind it
   */
  record Design(
      String project,
      int attempt,
      String spec,
      List<String> earlierSpecs,
      @Nullable Blueprint existing,
      List<ResearchProduced> researchResults,
      List<String> rejections,
      boolean researched)
      implements Task {
    @Override
    public String file() {
      return "";
    }

    @Override
    public String name() {
      return "design:" + attempt;
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
    return feature == null || !project.isOpen() || project.designed() || isBlocked(project)
        ? Stream.of()
        : Stream.of(designTask(project, feature));
  }

  private static boolean isBlocked(Project project) {
    return project.infra() == null
        || project.rejections().size() > project.infra().retries()
        || project.questions().stream().anyMatch(question -> question.result() == null);
  }

  private static Design designTask(Project project, Feature feature) {
    boolean researched = !project.questions().isEmpty();
    return new Design(
        project.id(),
        project.designAttempts() + (researched ? 2 : 1),
        feature.spec(),
        project.earlierSpecs(),
        project.blueprint(),
        project.questions().stream()
            .map(question -> question.result())
            .filter(Objects::nonNull)
            .toList(),
        project.rejections(),
        researched);
  }

  @Override
  public Future<List<Event>> perform(Design task, Tools tools) {
    return tools
        .knowledge()
        .search("blueprint", task.spec(), MAX_LESSONS)
        .otherwise(List.of())
        .compose(lessons -> askModel(task, lessons, tools))
        .recover(problem -> ModelCalls.toFailureEvent(name(), task, problem));
  }

  private Future<List<Event>> askModel(Design task, List<Lesson> lessons, Tools tools) {
    boolean mayResearch = !task.researched() && tools.research().isAvailable();
    Prompt prompt = new Prompt(
        task.project(),
        name(),
        "",
        task.attempt(),
        tools.prompts().forRole(name()),
        "",
        designPrompt(task, lessons, mayResearch).text(),
        DesignPrompt.SCHEMA,
        MAX_TOKENS,
        0.2,
        task.attempt(),
        false);
    return tools
        .llm()
        .complete(prompt, ModelCalls.progressListener(tools, task.project(), name(), ""))
        .map(reply -> toEvents(task, reply, mayResearch, tools));
  }

  private static DesignPrompt designPrompt(Design task, List<Lesson> lessons, boolean mayResearch) {
    return new DesignPrompt(
        task.spec(),
        task.existing(),
        task.earlierSpecs(),
        task.researchResults(),
        task.rejections(),
        lessons,
        mayResearch);
  }

  private static List<Event> toEvents(Design task, Completion reply, boolean mayResearch, Tools tools) {
    Set<String> existing = new HashSet<>();
    if (task.existing() != null) {
      task.existing().files().forEach(file -> existing.add(file.path()));
    }
    BlueprintAnswer read = reply.truncated()
        ? new BlueprintAnswer(null, List.of(), "the answer was cut off: plan fewer, smaller files")
        : BlueprintAnswer.parse(reply.text(), existing, tools.paths());
    if (read.blueprint() != null) {
      return List.of(new BlueprintReady(read.blueprint(), reply.usage()));
    }
    if (!read.questions().isEmpty() && mayResearch) {
      return read.questions().stream()
          .distinct()
          .<Event>map(ResearchRequest::new)
          .toList();
    }
    String reason = read.rejectionReason().isEmpty()
        ? "research is not to be had any more: answer with the blueprint"
        : read.rejectionReason();
    return List.of(new BlueprintRejected(task.attempt(), reason, reply.usage()));
  }
}
