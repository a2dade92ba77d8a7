package atelier.role;

import atelier.event.Event;
import atelier.event.Event.ApprovalRequested;
import atelier.event.Event.FileValidated;
import atelier.event.Event.Paused;
import atelier.event.EventCodec;
import atelier.project.Outcome;
import atelier.project.Project;
import atelier.project.RequiredAction;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/** Writes down what can be derived from what happened: acceptance, pauses, the end. */
final class Clerk implements Role<Clerk.Note> {
  /** A fact that follows from the state. */
  record Note(String project, Event event) implements Task {
    @Override
    public String file() {
      return event.file();
    }

    @Override
    public String name() {
      return EventCodec.sha256(event.toString());
    }
  }

  @Override
  public String name() {
    return "clerk";
  }

  @Override
  public Class<Note> task() {
    return Note.class;
  }

  @Override
  public Stream<Note> due(Project project) {
    return project.open()
        ? derived(project).map(event -> new Note(project.id(), event))
        : Stream.of();
  }

  @Override
  public Future<List<Event>> perform(Note task, Tools tools) {
    return Future.succeededFuture(List.of(task.event()));
  }

  private static Stream<Event> derived(Project project) {
    Stream<Event> accepted = project.files().values().stream()
        .filter(file -> file.candidate() != null && file.candidate().isGood())
        .map(file -> new FileValidated(file.path(), file.candidate().attempt()));
    return Stream.of(accepted, approval(project), pause(project), end(project)).flatMap(one -> one);
  }

  private static Stream<Event> approval(Project project) {
    boolean wanted = project.feature() != null && project.feature().approve();
    return wanted && project.designed() && !project.approvalAsked()
        ? Stream.of(new ApprovalRequested())
        : Stream.of();
  }

  private static Stream<Event> pause(Project project) {
    Paused recorded = new Paused(project.cause(), project.reason());
    return RequiredAction.of(project)
        .filter(need -> !need.equals(recorded))
        .map(Event.class::cast)
        .stream();
  }

  /** The end is told after the lessons, so that nothing follows it. */
  private static Stream<Event> end(Project project) {
    boolean learned = project.lessonsFor() == project.failures().size();
    return learned ? Outcome.of(project).map(Event.class::cast).stream() : Stream.of();
  }
}
