package atelier.role;

import atelier.event.Event;
import atelier.event.Event.ResearchProduced;
import atelier.project.Project;
import atelier.research.Research;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * Answers the Architect's research questions; results are quoted data, never instructions. Due for
 * each question without a result. Returns {@code research_produced}.
 */
final class Researcher implements Role<Researcher.LookUp> {
  /** Looks up one question. */
  record LookUp(String project, String question) implements Task {
    @Override
    public String name() {
      return question;
    }
  }

  @Override
  public String name() {
    return "researcher";
  }

  @Override
  public Class<LookUp> taskType() {
    return LookUp.class;
  }

  @Override
  public Stream<LookUp> dueTasks(Project project) {
    return project.questions().stream()
        .filter(question -> question.result() == null)
        .map(question -> new LookUp(project.id(), question.text()));
  }

  @Override
  public Future<List<Event>> perform(LookUp task, Tools tools) {
    return tools
        .research()
        .lookUp(task.question())
        .otherwise(problem -> new Research.Result("the search failed", "", ""))
        .map(result -> List.of(
            new ResearchProduced(task.question(), result.source(), result.url(), result.text())));
  }
}
