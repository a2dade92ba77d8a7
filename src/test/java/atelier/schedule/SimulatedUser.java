package atelier.schedule;

import atelier.event.Cancelled;
import atelier.event.Event;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.project.Project;
import atelier.project.Status;
import atelier.studio.Command;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A user who approves blueprints, verifies, helps paused projects, and finally cancels them. */
final class SimulatedUser {
  private static final int MAX_ACTIONS = 12;

  private final SplittableRandom random;
  private int actions;

  SimulatedUser(SplittableRandom random) {
    this.random = random;
  }

  /** Requests a verification, which is refused unless the project has ended with all its files. */
  static void verify(Scheduler scheduler, String project) {
    scheduler.appendCommand(
        project, state -> new Command.Verify().decide(state, paths -> Optional.empty()));
  }

  void act(Scheduler scheduler) {
    scheduler.projects().forEach(project -> act(scheduler, project));
  }

  private void act(Scheduler scheduler, Project project) {
    String id = project.id();
    if (project.status() == Status.AWAITING_APPROVAL && project.blueprint() != null) {
      scheduler.appendCommand(id, state -> List.of(new Event.Approved(project.blueprint())));
    } else if (project.status() == Status.PAUSED && scheduler.isIdle(id)) {
      int draw = actions++ > MAX_ACTIONS ? 0 : random.nextInt(6);
      String file =
          project.files().isEmpty() ? "" : project.files().keySet().iterator().next();
      Event event = draw == 0
          ? cancel(project)
          : draw < 3 ? new HintGiven(file, "try") : new RetryRequested();
      scheduler.appendCommand(id, state -> List.of(event));
    }
  }

  private Cancelled cancel(Project project) {
    if (project.queuedFeatures().isEmpty()) {
      return new Cancelled("enough");
    }
    return random.nextBoolean()
        ? new Cancelled("enough", "run", List.of())
        : new Cancelled("enough", "cancel", List.of("more"));
  }
}
