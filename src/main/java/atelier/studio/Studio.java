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
 * A running node as seen by the command line and HTTP. Methods that change a project fail with
 * {@link Refused} if its state forbids that, and are durable when they succeed.
 */
public interface Studio {
  /** Creates a project, or requests another feature if it exists. */
  Future<Project> createOrExtend(String project, String spec, boolean approve);

  /**
   * Creates a project. Refused if the id is taken, unless the project was created by the same
   * request with the same key.
   */
  Future<Project> create(String project, ProjectRequest request);

  /** Requests another feature in an existing project. */
  Future<Project> extend(String project, ProjectRequest request);

  /** Approves the blueprint that waits for approval. */
  default Future<Project> approve(String project) {
    return approve(project, Optional.empty());
  }

  /** Approves the waiting blueprint, or the one in {@code editedBlueprint} (JSON) in its place. */
  Future<Project> approve(String project, Optional<String> editedBlueprint);

  /**
   * Cancels the feature in progress.
   *
   * @param queued what is to become of queued features: {@code run} builds them next, {@code
   *     cancel} drops them; empty is refused if any is queued
   */
  Future<Project> cancel(String project, String reason, String queued);

  /** Resumes a paused project and retries what failed. */
  Future<Project> retry(String project);

  /** Produces all evidence of an ended project again; asks no model. */
  Future<Project> verify(String project);

  /** Adds a hint to the next prompt about a file. */
  Future<Project> hint(String project, String file, String text);

  /** Returns a text without the secrets of this node; commands and requests are redacted so. */
  default String redact(String text) {
    return text;
  }

  /** The current state of a project; fails with {@link Refused} if it does not exist. */
  Future<Project> project(String id);

  /** Every project that has not ended, oldest first. */
  Future<List<Project>> activeProjects();

  /** The queues of all nodes that reply, merged. */
  Future<QueueSnapshot> queueSnapshot();

  /** Whether a project has neither leased nor due tasks: it ended, or waits for a person. */
  Future<Boolean> isIdle(String project);

  /** Passes each entry to the subscriber after it became durable. */
  Subscription subscribe(Consumer<Entry> subscriber);

  /** Passes live messages to the subscriber; drops some if there are many. */
  Subscription subscribeLive(Consumer<LiveMessage> subscriber);

  /** The node that leads the project does not reply; a retry may help. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message);
    }
  }

  /** The request is refused; the message says why and what to do. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason of a refusal. */
    public enum Why {
      /** The request is invalid in every state. */
      MALFORMED,
      /** The request exceeds the limit in the message. */
      TOO_LARGE,
      /** The project or file does not exist. */
      ABSENT,
      /** The project's state forbids the request. */
      STATE,
      /** The idempotency key was used with a different request. */
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
