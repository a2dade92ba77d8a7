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
import atelier.role.answer.BlueprintReader;
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
   * @param earlier specs of features that are done
   * @param blueprint what is there already; null for a new project
   * @param answers what research brought
   * @param rejections why earlier answers were refused
   * @param researched whether a round of research is behind it
   */
  record Design(
      String project,
      int attempt,
      String spec,
      List<String> earlier,
      @Nullable Blueprint blueprint,
      List<ResearchProduced> answers,
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
  public Class<Design> task() {
    return Design.class;
  }

  @Override
  public Stream<Design> due(Project project) {
    Feature feature = project.feature();
    return feature == null || !project.open() || project.designed() || waits(project)
        ? Stream.of()
        : Stream.of(design(project, feature));
  }

  private static boolean waits(Project project) {
    return project.infra() == null
        || project.rejections().size() > project.infra().retries()
        || project.questions().stream().anyMatch(question -> question.answer() == null);
  }

  private static Design design(Project project, Feature feature) {
    boolean researched = !project.questions().isEmpty();
    return new Design(
        project.id(),
        project.designs() + (researched ? 2 : 1),
        feature.spec(),
        project.earlier(),
        project.blueprint(),
        project.questions().stream()
            .map(question -> question.answer())
            .filter(Objects::nonNull)
            .toList(),
        project.rejections(),
        researched);
  }

  @Override
  public Future<List<Event>> perform(Design task, Tools tools) {
    return tools
        .knowledge()
        .recall("blueprint", task.spec(), MAX_LESSONS)
        .otherwise(List.of())
        .compose(lessons -> asked(task, lessons, tools))
        .recover(problem -> ModelCalls.failed(name(), task, problem));
  }

  private Future<List<Event>> asked(Design task, List<Lesson> lessons, Tools tools) {
    boolean mayResearch = !task.researched() && tools.research().available();
    Prompt prompt = new Prompt(
        task.project(),
        name(),
        "",
        task.attempt(),
        tools.prompts().of(name()),
        "",
        designPrompt(task, lessons, mayResearch).text(),
        DesignPrompt.SCHEMA,
        MAX_TOKENS,
        0.2,
        task.attempt(),
        false);
    return tools
        .llm()
        .ask(prompt, ModelCalls.progress(tools, task.project(), name(), ""))
        .map(reply -> told(task, reply, mayResearch, tools));
  }

  private static DesignPrompt designPrompt(Design task, List<Lesson> lessons, boolean mayResearch) {
    return new DesignPrompt(
        task.spec(),
        task.blueprint(),
        task.earlier(),
        task.answers(),
        task.rejections(),
        lessons,
        mayResearch);
  }

  private static List<Event> told(Design task, Completion reply, boolean mayResearch, Tools tools) {
    Set<String> existing = new HashSet<>();
    if (task.blueprint() != null) {
      task.blueprint().files().forEach(file -> existing.add(file.path()));
    }
    BlueprintReader read = reply.truncated()
        ? new BlueprintReader(null, List.of(), "the answer was cut off: plan fewer, smaller files")
        : BlueprintReader.read(reply.text(), existing, tools.paths());
    if (read.blueprint() != null) {
      return List.of(new BlueprintReady(read.blueprint(), reply.usage()));
    }
    if (!read.questions().isEmpty() && mayResearch) {
      return read.questions().stream()
          .distinct()
          .<Event>map(ResearchRequest::new)
          .toList();
    }
    String reason = read.refusal().isEmpty()
        ? "research is not to be had any more: answer with the blueprint"
        : read.refusal();
    return List.of(new BlueprintRejected(task.attempt(), reason, reply.usage()));
  }
}
