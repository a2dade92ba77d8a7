package atelier.schedule;

import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.message.TaskGrant;
import atelier.role.Role;
import atelier.role.Task;
import atelier.role.Tools;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the tasks of one agent. The only place where an exception or error of a role is caught: it
 * becomes {@code task_failed}, as does a task that reaches its deadline, so that the agent is
 * always free again. So does a result that cannot be sent ({@link WorkerPool}) or appended ({@link
 * SchedulerVerticle}). Has its own context on worker threads, since a role reads answers and
 * outputs of up to some MiB, and may call native code.
 */
final class AgentVerticle<T extends Record & Task> extends VerticleBase {
  private static final Logger LOG = Logger.getLogger(AgentVerticle.class.getName());

  private final Role<T> role;
  private final Tools nodeTools;
  private final Duration deadline;

  /**
   * Creates an agent.
   *
   * @param deadline how long a task may take; longer than all limits within a task together
   */
  AgentVerticle(Role<T> role, Tools tools, Duration deadline) {
    this.role = role;
    this.nodeTools = tools;
    this.deadline = deadline;
  }

  /** Deploys an agent on worker threads of their own, which nothing else can occupy. */
  static DeploymentOptions options(int agents) {
    return new DeploymentOptions()
        .setThreadingModel(ThreadingModel.WORKER)
        .setWorkerPoolName("atelier-agent")
        .setWorkerPoolSize(agents);
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
    // Not on the context of the agent, which a role may block.
    long timer = vertx.setTimer(
        deadline.toMillis(),
        late -> promise.tryFail("it did not end within " + deadline.toSeconds() + " s"));
    context.runOnContext(turn -> performRole(grant).onComplete(result -> {
      if (result.succeeded()) {
        promise.tryComplete(result.result());
      } else {
        promise.tryFail(result.cause());
      }
    }));
    return promise.future().onComplete(ended -> vertx.cancelTimer(timer)).otherwise(bug -> {
      LOG.log(Level.WARNING, "task " + grant.key() + " failed", bug);
      return List.of(new TaskFailed(grant.key(), grant.task().file(), String.valueOf(bug)));
    });
  }

  private Future<List<Event>> performRole(TaskGrant grant) {
    try {
      return role.perform(role.taskType().cast(grant.task()), nodeTools.on(context));
    } catch (Throwable bug) {
      // An error too, such as a StackOverflowError: it must not leave the agent busy for ever.
      return Future.failedFuture(bug);
    }
  }
}
