package atelier.schedule;

import atelier.event.Event;
import atelier.project.Project;
import io.vertx.core.Future;

/** Lets tests of other rooms say what agents would have said. */
public final class ScriptedAgent {
  private ScriptedAgent() {}

  public static Future<Project> appendEvent(SchedulerVerticle scheduler, String project, Event event) {
    return scheduler.appendEvent(project, event);
  }
}
