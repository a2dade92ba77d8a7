package atelier.schedule;

import atelier.event.Event;
import atelier.event.Event.TaskFailed;
import atelier.message.LeaderClient;
import atelier.message.LeasedTask;
import atelier.message.Message;
import atelier.message.MessageBus;
import atelier.message.MessageBus.Address;
import io.vertx.core.Future;
import java.util.List;

/** Reports the results of tasks to the current leaders of their projects. */
final class ResultReporter {
  private static final long ATTEMPT_TIMEOUT_MS = 10_000;
  private static final long TIMEOUT_MS = 30_000;

  private final LeaderClient leaderClient;

  ResultReporter(LeaderClient leaderClient) {
    this.leaderClient = leaderClient;
  }

  /** Reports the events of a task. If no leader accepts them, the task is due again. */
  Future<Void> report(LeasedTask task, List<Event> events) {
    return send(task, events)
        .recover(problem -> MessageBus.isUnreadable(problem)
            ? send(
                task,
                List.of(new TaskFailed(
                    task.key(), task.file(), "its result cannot be sent: " + problem.getMessage())))
            : Future.failedFuture(problem));
  }

  private Future<Void> send(LeasedTask task, List<Event> events) {
    return leaderClient
        .request(
            task.project(),
            Address.TASK_RESULT,
            new Message.TaskResult(task, events),
            ATTEMPT_TIMEOUT_MS,
            TIMEOUT_MS,
            Message.Acknowledged.class)
        .mapEmpty();
  }
}
