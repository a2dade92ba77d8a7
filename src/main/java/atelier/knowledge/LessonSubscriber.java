package atelier.knowledge;

import atelier.event.Entry;
import atelier.event.Event.LessonsLearned;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What any node's Analyst taught is remembered on every node: it stands in the journal. */
public final class LessonSubscriber {
  private static final Logger LOG = Logger.getLogger(LessonSubscriber.class.getName());

  private LessonSubscriber() {}

  /** Follows a journal, from before it catches up with others on. */
  public static Consumer<Entry> savingTo(Knowledge knowledge) {
    return entry -> {
      if (entry.event() instanceof LessonsLearned learned) {
        knowledge
            .save(learned.lessons())
            .onFailure(problem ->
                LOG.log(Level.WARNING, "the lessons of " + entry + " were not kept", problem));
      }
    };
  }
}
