package atelier.role;

import atelier.event.Event;
import atelier.project.Project;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of agent: decides which tasks a project needs from it, and performs them. A role has no
 * state: the same task may be performed on any node, at any time, and more than once.
 */
public interface Role<T extends Record & Task> {
  /** The name of this role in events, settings and HTTP headers. */
  String name();

  /** The record that describes a task of this role. */
  Class<T> taskType();

  /** The tasks that an open project needs from this role now. Pure: depends on its state alone. */
  Stream<T> dueTasks(Project project);

  /**
   * Performs one task and returns its events. An expected failure is an event; a failed future is a
   * bug in this role.
   */
  Future<List<Event>> perform(T task, Tools tools);
}
