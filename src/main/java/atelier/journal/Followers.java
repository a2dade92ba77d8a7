package atelier.journal;

import atelier.event.Entry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Those who are told of every entry; one that throws does not keep it from the others. */
final class Followers {
  private static final Logger LOG = Logger.getLogger(Followers.class.getName());

  private final List<Consumer<Entry>> followers = new CopyOnWriteArrayList<>();

  Journal.Subscription add(Consumer<Entry> follower) {
    // Wrapped, so that the same consumer may follow twice and each ends by itself.
    Consumer<Entry> one = entry -> follower.accept(entry);
    followers.add(one);
    return () -> followers.remove(one);
  }

  void tell(List<Entry> entries) {
    for (Entry entry : entries) {
      for (Consumer<Entry> follower : followers) {
        try {
          follower.accept(entry);
        } catch (RuntimeException bug) {
          LOG.log(Level.WARNING, "a follower failed at " + entry, bug);
        }
      }
    }
  }
}
