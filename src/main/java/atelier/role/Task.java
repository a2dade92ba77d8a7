package atelier.role;

import java.time.Instant;

/** One piece of work for a role: a record with all that is needed to do it, on any node. */
public interface Task {
  String project();

  /** The file it is about; empty for none. */
  String file();

  /** Names it among the tasks of its role in its project: the same work has the same name. */
  String name();

  /** The earliest time to do it. */
  default Instant notBefore() {
    return Instant.EPOCH;
  }

  /** What the node must have that does it. */
  default Requirements requirements() {
    return Requirements.NONE;
  }
}
