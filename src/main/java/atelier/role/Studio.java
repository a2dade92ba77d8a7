package atelier.role;

import atelier.event.Entry;
import atelier.event.Passing;
import atelier.journal.Journal.Subscription;
import atelier.project.Project;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * A running node as commands, and later HTTP, see it. Calls that the project's state forbids fail
 * with {@link Refused}.
 */
public interface Studio {
  /**
   * Begins a project, or asks for a further feature in one that is there. Durable when it succeeds.
   */
  Future<Project> request(String project, String spec, boolean approve);

  /** Accepts the blueprint that waits for a person. */
  Future<Project> approve(String project);

  /** Calls a project off. */
  Future<Project> cancel(String project, String reason);

  /** Gives what failed another chance. */
  Future<Project> retry(String project);

  /** Advice for a file, which goes into the next prompt about it. */
  Future<Project> hint(String project, String file, String text);

  /** A project as it now is; fails with {@link Refused} where there is none of that id. */
  Future<Project> project(String id);

  /** Every project that this node conducts, oldest first. */
  Future<List<Project>> active();

  /** Whether nothing of a project is in hand or due any more: it ended, or waits for a person. */
  Future<Boolean> settled(String project);

  /** Tells each entry after it became durable. */
  Subscription follow(Consumer<Entry> follower);

  /** Tells messages of the moment; some may be left out when there are many. */
  Subscription watch(Consumer<Passing> watcher);

  /** A request that cannot be granted as things are; the message says why and what to do. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }
}
