package atelier.role;

import atelier.event.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said on the event bus, within a node and between nodes. */
sealed interface Letter {
  /** What a conductor has for agents; told again with every tick while it waits. */
  record Offers(String node, List<Offer> offers) implements Letter {
    public Offers {
      offers = List.copyOf(offers);
    }
  }

  /**
   * A free agent asks for work.
   *
   * @param deadline after which nobody waits for the answer any more
   */
  record Claim(String role, Capabilities claimant, Instant deadline) implements Letter {}

  /** What the conductor gives; null for nothing. */
  record Answer(@Nullable Grant grant) implements Letter {}

  /** What became of a task. It has no deadline: it is taken as long as the task is due. */
  record Result(Held task, List<Event> events) implements Letter {
    public Result {
      events = List.copyOf(events);
    }
  }

  /** A node's agents are at work on these. */
  record Beat(String node, List<Held> tasks) implements Letter {
    public Beat {
      tasks = List.copyOf(tasks);
    }
  }

  /** A task is given back undone. */
  record Returned(Held task) implements Letter {}

  /**
   * A person wants something.
   *
   * @param id the same for every try of one wish, so that it is granted once
   * @param deadline after which nobody waits for the answer any more
   */
  record Wanted(String id, String project, Intent intent, Instant deadline) implements Letter {}

  /**
   * What became of it.
   *
   * @param seq where the project's journal stands then
   * @param refusal the name of a {@code Refused.Why}, or {@link #NO_MAJORITY}; empty where granted
   */
  record Answered(long seq, String refusal, String message) implements Letter {
    static final String NO_MAJORITY = "NO_MAJORITY";
  }

  /** What lies on the desk there? */
  record BoardWanted() implements Letter {}

  /** Is anything left to do in a project? */
  record SettledWanted(String project) implements Letter {}

  /** Whether nothing is. */
  record Settled(boolean settled) implements Letter {}

  /** Heard. */
  record Done() implements Letter {}
}
