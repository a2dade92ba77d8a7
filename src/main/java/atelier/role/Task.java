package atelier.role;

import atelier.event.Event;
import java.time.Instant;
import java.util.List;

/** A unit of work for a role: a record with everything needed to perform it on any node. */
public interface Task {
  String project();

  /** The file that the task is about; empty for none. */
  default String file() {
    return "";
  }

  /** Identifies the task among those of its role in its project: equal work has an equal name. */
  String name();

  /** The earliest time to start the task. */
  default Instant notBefore() {
    return Instant.EPOCH;
  }

  /** What is recorded when an agent starts the task, besides {@code task_started}. */
  default List<Event> startEvents() {
    return List.of();
  }

  /** Whether it runs programs of the project, which need the packages that the project declares. */
  default boolean runsPrograms() {
    return false;
  }

  /** What a node needs to perform the task. */
  default Requirements requirements() {
    return Requirements.NONE;
  }
}
