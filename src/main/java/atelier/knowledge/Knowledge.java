package atelier.knowledge;

import atelier.event.Lesson;
import io.vertx.core.Future;
import java.util.List;

/** The lessons of all projects, as known on this node. */
public interface Knowledge {
  /** Saves lessons; saving an equal lesson again counts as a confirmation. */
  Future<Void> save(List<Lesson> lessons);

  /**
   * The lessons on a subject that match a text best, at most {@code limit}; may be empty.
   *
   * @param project who asks; if lessons are not shared, only its own are found
   */
  Future<List<Lesson>> search(String project, String subject, String text, int limit);
}
