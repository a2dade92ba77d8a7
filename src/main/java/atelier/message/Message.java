package atelier.message;

import atelier.event.Event;
import atelier.journal.Journal;
import atelier.role.Capabilities;
import atelier.studio.Command;
import atelier.studio.Studio.Refused;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message on the event bus, within a node or between nodes; {@link MessageCodec} writes it. */
public sealed interface Message {
  /** Published by a scheduler to all nodes: its open tasks. Repeated while they are not claimed. */
  record Offers(String node, List<TaskOffer> offers) implements Message {
    public Offers {
      offers = List.copyOf(offers);
    }
  }

  /**
   * An idle agent requests a task.
   *
   * @param deadline after which the sender no longer waits for the reply
   */
  record Claim(String role, Capabilities claimant, Instant deadline) implements Message {}

  /** The reply to a claim; null if the scheduler has no task for it. */
  record ClaimReply(@Nullable TaskGrant grant) implements Message {}

  /** The events that a task led to. Has no deadline: accepted as long as the task is due. */
  record TaskResult(LeasedTask task, List<Event> events) implements Message {
    public TaskResult {
      events = List.copyOf(events);
    }
  }

  /** The tasks that a node's agents are working on; renews their leases. */
  record Heartbeat(String node, List<LeasedTask> tasks) implements Message {
    public Heartbeat {
      tasks = List.copyOf(tasks);
    }
  }

  /** A task is returned without a result. */
  record TaskReturned(LeasedTask task) implements Message {}

  /**
   * The leader has withdrawn a task, which is no longer due: its agent stops. Sent when that
   * happens, and as the answer to heartbeats that still name the task.
   */
  record TaskWithdrawn(LeasedTask task) implements Message {}

  /**
   * Asks the leader of a project to execute a person's command.
   *
   * @param id the same for every attempt to send one command, so that it is executed once
   * @param deadline after which the sender no longer waits for the reply
   */
  record CommandRequest(String id, String project, Command command, Instant deadline)
      implements Message {}

  /**
   * The reply to a command.
   *
   * @param seq the project's last event number after the command
   * @param refusal the name of a {@link Refused.Why}, or NO_MAJORITY; empty on success
   */
  record CommandReply(long seq, String refusal, String message) implements Message {
    private static final String NO_MAJORITY = "NO_MAJORITY";
    private static final String DISK_FULL = "DISK_FULL";

    /** The reply to a command that was refused or found no majority; fails with other problems. */
    public static Future<CommandReply> ofFailure(Throwable problem) {
      String message = Objects.toString(problem.getMessage(), "");
      if (problem instanceof Refused refused) {
        return Future.succeededFuture(new CommandReply(0, refused.why().name(), message));
      }
      if (problem instanceof Journal.DiskFull) {
        return Future.succeededFuture(new CommandReply(0, DISK_FULL, message));
      }
      return problem instanceof Journal.NoMajority
          ? Future.succeededFuture(new CommandReply(0, NO_MAJORITY, message))
          : Future.failedFuture(problem);
    }

    /** Restores the exception from which {@link #ofFailure} created the reply. */
    public RuntimeException toException() {
      if (refusal.equals(DISK_FULL)) {
        return new Journal.DiskFull(message);
      }
      return refusal.equals(NO_MAJORITY)
          ? new Journal.NoMajority(message)
          : new Refused(Refused.Why.valueOf(refusal), message);
    }
  }

  /** Asks a node for its {@link atelier.studio.QueueSnapshot}. */
  record QueueSnapshotRequest() implements Message {}

  /** Asks whether a project has neither leased nor due tasks. */
  record IdleRequest(String project) implements Message {}

  /** The reply to an {@link IdleRequest}. */
  record IdleReply(boolean idle) implements Message {}

  /** The empty reply: the message was processed. */
  record Acknowledged() implements Message {}
}
