package atelier.knowledge;

import atelier.event.Entry;
import atelier.event.Event.LessonsLearned;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Saves the lessons in the journal on every node, whichever node's Analyst wrote them. */
public final class LessonSubscriber {
  private static final Logger LOG = Logger.getLogger(LessonSubscriber.class.getName());

  private LessonSubscriber() {}

  /** A journal subscriber; subscribe it before the journal catches up with other nodes. */
  public static Consumer<Entry> savingTo(Knowledge knowledge) {
    return entry -> {
      if (entry.event() instanceof LessonsLearned learned) {
        knowledge
            .save(learned.lessons().stream()
                .map(lesson -> lesson.from(entry.project(), entry.at()))
                .toList())
            .onFailure(problem ->
                LOG.log(Level.WARNING, "the lessons of " + entry + " were not saved", problem));
      }
    };
  }
}
