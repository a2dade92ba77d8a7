package atelier.schedule;

import atelier.cancel.Cancellation;
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
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
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
  private final UnaryOperator<Event> redaction;

  /**
   * Creates an agent.
   *
   * @param deadline how long a task may take; longer than all limits within a task together
   * @param redaction removes the secrets of this node, which the leader may not know
   */
  AgentVerticle(Role<T> role, Tools tools, Duration deadline, UnaryOperator<Event> redaction) {
    this.role = role;
    this.nodeTools = tools;
    this.deadline = deadline;
    this.redaction = redaction;
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
   * Performs a task on this agent's context. The future fails only with a {@link
   * CancellationException} if the task was cancelled, once its role has ended; it may complete on
   * any thread. A task that reaches its deadline is cancelled too, after its failure is recorded.
   */
  Future<List<Event>> perform(TaskGrant grant, Cancellation cancellation) {
    Promise<List<Event>> promise = Promise.promise();
    // Not on the context of the agent, which a role may block.
    long timer = vertx.setTimer(deadline.toMillis(), late -> {
      promise.tryFail("it did not end within " + deadline.toSeconds() + " s");
      cancellation.cancel();
    });
    context.runOnContext(turn -> performRole(grant, cancellation).onComplete(result -> {
      if (cancellation.isCancelled()) {
        promise.tryFail(Cancellation.exception());
      } else if (result.succeeded()) {
        promise.tryComplete(result.result());
      } else {
        promise.tryFail(result.cause());
      }
    }));
    return promise
        .future()
        .onComplete(ended -> vertx.cancelTimer(timer))
        .recover(bug -> {
          if (bug instanceof CancellationException) {
            return Future.failedFuture(bug);
          }
          LOG.log(Level.WARNING, "task " + grant.key() + " failed", bug);
          return Future.succeededFuture(
              List.of(new TaskFailed(grant.key(), grant.task().file(), String.valueOf(bug))));
        })
        .map(events -> events.stream().map(redaction).toList());
  }

  private Future<List<Event>> performRole(TaskGrant grant, Cancellation cancellation) {
    try {
      cancellation.throwIfCancelled();
      return role.perform(
          role.taskType().cast(grant.task()),
          nodeTools.forProject(grant.task().project()).on(context, cancellation));
    } catch (Throwable bug) {
      // An error too, such as a StackOverflowError: it must not leave the agent busy for ever.
      return Future.failedFuture(bug);
    }
  }
}
