package atelier.studio;

import atelier.event.Entry;
import atelier.event.LiveMessage;
import atelier.journal.Journal.Subscription;
import atelier.project.Project;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A running node as commands and HTTP see it. Calls that the project's state forbids fail
 * with {@link Refused}.
 */
public interface Studio {
  /**
   * Begins a project, or asks for a further feature in one that is there. Durable when it succeeds.
   */
  Future<Project> request(String project, String spec, boolean approve);

  /**
   * Begins a project; refused where there is one of that id, unless it was begun by the very same
   * wish with the same key. Durable when it succeeds.
   */
  Future<Project> begin(String project, ProjectRequest wish);

  /** Asks for a further feature in a project that is there. Durable when it succeeds. */
  Future<Project> extend(String project, ProjectRequest wish);

  /** Accepts the blueprint that waits for a person. */
  default Future<Project> approve(String project) {
    return approve(project, Optional.empty());
  }

  /** Accepts a blueprint in place of the one that waits, where {@code edited} holds one as JSON. */
  Future<Project> approve(String project, Optional<String> edited);

  /** Calls a project off. */
  Future<Project> cancel(String project, String reason);

  /** Gives what failed another chance. */
  Future<Project> retry(String project);

  /** Advice for a file, which goes into the next prompt about it. */
  Future<Project> hint(String project, String file, String text);

  /** A project as it now is; fails with {@link Refused} where there is none of that id. */
  Future<Project> project(String id);

  /** Every project that has not ended, oldest first. */
  Future<List<Project>> active();

  /** What is in hand and what waits, on all nodes that answer. */
  Future<QueueSnapshot> board();

  /** Whether nothing of a project is in hand or due any more: it ended, or waits for a person. */
  Future<Boolean> settled(String project);

  /** Tells each entry after it became durable. */
  Subscription follow(Consumer<Entry> follower);

  /** Tells messages of the moment; some may be left out when there are many. */
  Subscription watch(Consumer<LiveMessage> watcher);

  /** The node that would have to say does not answer; asking again later may help. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message);
    }
  }

  /** A request that cannot be granted as things are; the message says why and what to do. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    public enum Why {
      /** What is asked for can never be granted as it is worded. */
      MALFORMED,
      /** It is more than the limit that the message names. */
      TOO_LARGE,
      /** There is no such project or file. */
      ABSENT,
      /** The project's state forbids it. */
      STATE,
      /** The same key came with another wish before. */
      KEY_REUSED
    }

    private final Why why;

    public Refused(String message) {
      this(Why.STATE, message);
    }

    public Refused(Why why, String message) {
      super(message);
      this.why = why;
    }

    public Why why() {
      return why;
    }
  }
}
