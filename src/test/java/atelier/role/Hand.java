package atelier.role;

import atelier.event.Event;
import atelier.project.Project;
import io.vertx.core.Future;

/** Lets tests of other rooms say what agents would have said. */
public final class Hand {
  private Hand() {}

  public static Future<Project> append(Conductor conductor, String project, Event event) {
    return conductor.append(project, event);
  }
}
