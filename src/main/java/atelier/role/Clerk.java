package atelier.role;

import atelier.event.Event;
import atelier.event.Event.ApprovalRequested;
import atelier.event.Event.Paused;
import atelier.event.EventCodec;
import atelier.event.ReviewEvent.FileValidated;
import atelier.project.Diagnosis;
import atelier.project.Outcome;
import atelier.project.Project;
import atelier.project.RequiredAction;
import atelier.project.TestRewrite;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Records events that follow from the state without any work: acceptance, approval requests,
 * repairs that did not help, requests for better tests, pauses, the end. Due whenever the state
 * implies such an event; returns exactly that event.
 */
final class Clerk implements Role<Clerk.RecordEvent> {
  /** Records an event that follows from the state. */
  record RecordEvent(String project, Event event) implements Task {
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
  public Class<RecordEvent> taskType() {
    return RecordEvent.class;
  }

  @Override
  public Stream<RecordEvent> dueTasks(Project project) {
    return derivedEvents(project).map(event -> new RecordEvent(project.id(), event));
  }

  @Override
  public Future<List<Event>> perform(RecordEvent task, Tools tools) {
    return Future.succeededFuture(List.of(task.event()));
  }

  private static Stream<Event> derivedEvents(Project project) {
    if (RequiredAction.hasTooManyEvents(project)) {
      return project.isVerifying() ? finish(project) : pause(project);
    }
    Stream<Event> accepted = project.files().values().stream()
        .filter(file -> file.candidate() != null && file.candidate().isValidAndClean())
        .map(file -> new FileValidated(file.path(), file.candidate().attempt()));
    Optional<Event> tests = testRequest(project);
    Optional<Event> undone = Diagnosis.uselessRepair(project).map(Event.class::cast);
    if (undone.isPresent()) {
      return Stream.concat(accepted, undone.stream());
    }
    return tests.isPresent()
        ? Stream.concat(accepted, tests.stream())
        : Stream.of(accepted, approvalRequest(project), pause(project), finish(project))
            .flatMap(events -> events);
  }

  /** Survivors are asked about before the end, and a request that failed never pauses a project. */
  private static Optional<Event> testRequest(Project project) {
    return TestRewrite.rejection(project)
        .map(Event.class::cast)
        .or(() -> SurvivorRequest.of(project));
  }

  private static Stream<Event> approvalRequest(Project project) {
    boolean required = project.feature() != null && project.feature().requiresApproval();
    return required
            && project.designed()
            && project.examples().decided()
            && !project.approvalRequested()
        ? Stream.of(new ApprovalRequested())
        : Stream.of();
  }

  private static Stream<Event> pause(Project project) {
    Paused recorded = new Paused(project.pauseCause(), project.reason());
    return RequiredAction.of(project)
        .filter(pause -> !pause.equals(recorded))
        .map(Event.class::cast)
        .stream();
  }

  /**
   * The end is recorded after the lessons, so that it is the last event of its feature. The events
   * of a queued feature follow it. It waits for packages, whose lock files are part of the project.
   */
  private static Stream<Event> finish(Project project) {
    boolean learned = project.isVerifying()
        || project.analyzedFailures() == project.failures().size();
    return learned
        ? Outcome.of(project)
            .filter(end -> !SetupRequests.of(project).arePending())
            .map(Event.class::cast)
            .stream()
        : Stream.of();
  }
}
