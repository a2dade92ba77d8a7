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

/**
 * Runs the tasks of one agent. The only place where an exception of a role is caught: it becomes
 * {@code task_failed}. So does a result that cannot be sent ({@link WorkerPool}) or appended
 * ({@link SchedulerVerticle}). Has its own context: on an event-loop thread, or on a worker thread
 * if the role blocks ({@link atelier.role.Roles.Staffing#usesWorkerThread()}).
 */
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

  /**
   * Performs a task on this agent's context. The future never fails, and may complete on any
   * thread.
   */
  Future<List<Event>> perform(TaskGrant grant) {
    Promise<List<Event>> promise = Promise.promise();
    context.runOnContext(turn -> performRole(grant)
        .otherwise(bug -> {
          LOG.log(Level.WARNING, "task " + grant.key() + " failed", bug);
          return List.of(new TaskFailed(grant.key(), grant.task().file(), String.valueOf(bug)));
        })
        .onComplete(promise));
    return promise.future();
  }

  private Future<List<Event>> performRole(TaskGrant grant) {
    try {
      return role.perform(role.taskType().cast(grant.task()), tools);
    } catch (RuntimeException bug) {
      return Future.failedFuture(bug);
    }
  }
}
