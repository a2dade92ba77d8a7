package atelier.message;

import atelier.event.Event;
import atelier.role.Capabilities;
import atelier.studio.Command;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said on the event bus, within a node and between nodes. */
public sealed interface Message {
  /** What a conductor has for agents; told again with every tick while it waits. */
  record Offers(String node, List<TaskOffer> offers) implements Message {
    public Offers {
      offers = List.copyOf(offers);
    }
  }

  /**
   * A free agent asks for work.
   *
   * @param deadline after which nobody waits for the answer any more
   */
  record Claim(String role, Capabilities claimant, Instant deadline) implements Message {}

  /** What the conductor gives; null for nothing. */
  record ClaimReply(@Nullable TaskGrant grant) implements Message {}

  /** What became of a task. It has no deadline: it is taken as long as the task is due. */
  record Result(LeasedTask task, List<Event> events) implements Message {
    public Result {
      events = List.copyOf(events);
    }
  }

  /** A node's agents are at work on these. */
  record Heartbeat(String node, List<LeasedTask> tasks) implements Message {
    public Heartbeat {
      tasks = List.copyOf(tasks);
    }
  }

  /** A task is given back undone. */
  record TaskReturned(LeasedTask task) implements Message {}

  /**
   * A person wants something.
   *
   * @param id the same for every try of one wish, so that it is granted once
   * @param deadline after which nobody waits for the answer any more
   */
  record CommandRequest(String id, String project, Command intent, Instant deadline)
      implements Message {}

  /**
   * What became of it.
   *
   * @param seq where the project's journal stands then
   * @param refusal the name of a {@code Refused.Why}, or {@link #NO_MAJORITY}; empty where granted
   */
  record CommandReply(long seq, String refusal, String message) implements Message {
    public static final String NO_MAJORITY = "NO_MAJORITY";
  }

  /** What lies on the desk there? */
  record QueueSnapshotRequest() implements Message {}

  /** Is anything left to do in a project? */
  record IdleRequest(String project) implements Message {}

  /** Whether nothing is. */
  record IdleReply(boolean settled) implements Message {}

  /** Heard. */
  record Acknowledged() implements Message {}
}
