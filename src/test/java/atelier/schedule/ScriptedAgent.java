package atelier.schedule;

import atelier.event.Event;
import atelier.project.Project;
import io.vertx.core.Future;

/** Lets tests in other packages append events in place of an agent's result. */
public final class ScriptedAgent {
  private ScriptedAgent() {}

  public static Future<Project> appendEvent(
      SchedulerVerticle scheduler, String project, Event event) {
    return scheduler.appendEvent(project, event);
  }
}
