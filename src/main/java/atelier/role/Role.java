package atelier.role;

import atelier.event.Event;
import atelier.project.Project;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of agent. It has no state of its own: it may do a task on any node, at any time, twice.
 */
public interface Role<T extends Record & Task> {
  /** Its name in events, settings and headers. */
  String name();

  Class<T> taskType();

  /** What this project now needs from it. Pure: the same answer however often it is asked. */
  Stream<T> dueTasks(Project project);

  /**
   * Does one task and tells what became of it. An expected failure is an event; a failed future is
   * a
   * bug.
   */
  Future<List<Event>> perform(T task, Tools tools);
}
