package atelier.schedule;

import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.message.TaskGrant;
import atelier.role.Role;
import atelier.role.Task;
import atelier.role.Tools;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One agent: performs what its crew gives it. The only place where a bug in a role is caught. */
final class AgentVerticle<T extends Record & Task> extends VerticleBase {
  private static final Logger LOG = Logger.getLogger(AgentVerticle.class.getName());

  private final Role<T> role;
  private final Tools tools;

  AgentVerticle(Role<T> role, Tools tools) {
    this.role = role;
    this.tools = tools;
  }

  String role() {
    return role.name();
  }

  /** What became of a task; never fails. Done on this agent's own context, told on any thread. */
  Future<List<Event>> perform(TaskGrant grant) {
    Promise<List<Event>> events = Promise.promise();
    context.runOnContext(turn -> performRole(grant)
        .otherwise(bug -> {
          LOG.log(Level.WARNING, "task " + grant.key() + " failed", bug);
          return List.of(new TaskFailed(grant.key(), grant.task().file(), String.valueOf(bug)));
        })
        .onComplete(events));
    return events.future();
  }

  private Future<List<Event>> performRole(TaskGrant grant) {
    try {
      return role.perform(role.taskType().cast(grant.task()), tools);
    } catch (RuntimeException bug) {
      return Future.failedFuture(bug);
    }
  }
}
