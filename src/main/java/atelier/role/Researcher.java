package atelier.role;

import atelier.event.Event;
import atelier.event.Event.ResearchProduced;
import atelier.project.Project;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/** Looks up what the Architect wants to know. What it brings is quoted data, never instructions. */
final class Researcher implements Role<Researcher.LookUp> {
  /** One open question. */
  record LookUp(String project, String question) implements Task {
    @Override
    public String file() {
      return "";
    }

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
    return project.isOpen()
        ? project.questions().stream()
            .filter(question -> question.result() == null)
            .map(question -> new LookUp(project.id(), question.text()))
        : Stream.of();
  }

  @Override
  public Future<List<Event>> perform(LookUp task, Tools tools) {
    return tools
        .research()
        .lookUp(task.question())
        .map(answer -> List.of(
            new ResearchProduced(task.question(), answer.source(), answer.url(), answer.text())));
  }
}
