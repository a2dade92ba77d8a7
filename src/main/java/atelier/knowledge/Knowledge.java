package atelier.knowledge;

import atelier.event.Lesson;
import io.vertx.core.Future;
import java.util.List;

/** Lessons of all projects of this node. */
public interface Knowledge {
  /** Remembers lessons; the same one again counts as a confirmation. */
  Future<Void> save(List<Lesson> lessons);

  /** The lessons that match best, at most {@code limit}; empty when none does. */
  Future<List<Lesson>> search(String subject, String text, int limit);
}
