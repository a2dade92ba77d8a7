package atelier.schedule;

import atelier.cancel.Cancellation;
import atelier.message.LeasedTask;
import atelier.message.TaskGrant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tasks that a node's agents work on, and what stops each. Not thread-safe. */
final class RunningTasks {
  private final Map<String, RunningTask> tasks = new LinkedHashMap<>();

  private record RunningTask(LeasedTask task, Cancellation cancellation) {}

  /** Adds a task; returns what stops it. */
  Cancellation add(TaskGrant grant) {
    Cancellation cancellation = new Cancellation();
    tasks.put(grant.id(), new RunningTask(grant.leasedTask(), cancellation));
    return cancellation;
  }

  void remove(String grantId) {
    tasks.remove(grantId);
  }

  boolean isEmpty() {
    return tasks.isEmpty();
  }

  Stream<LeasedTask> leased() {
    return List.copyOf(tasks.values()).stream().map(RunningTask::task);
  }

  /** Stops a task, whose agent is free once its role has ended; does nothing if it has. */
  void cancel(String grantId) {
    RunningTask running = tasks.get(grantId);
    if (running != null) {
      running.cancellation().cancel();
    }
  }

  void cancelAll() {
    List.copyOf(tasks.values()).forEach(running -> running.cancellation().cancel());
  }
}
