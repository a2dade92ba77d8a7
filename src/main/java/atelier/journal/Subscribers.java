package atelier.journal;

import atelier.event.Entry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Those who are told of every entry; one that throws does not keep it from the others. */
final class Subscribers {
  private static final Logger LOG = Logger.getLogger(Subscribers.class.getName());

  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  /** One follower's; the same consumer may have two, and each ends by itself. */
  private static final class Subscriber {
    private final Consumer<Entry> listener;
    private boolean warned;

    Subscriber(Consumer<Entry> follower) {
      this.listener = follower;
    }

    void deliver(Entry entry) {
      try {
        listener.accept(entry);
      } catch (RuntimeException bug) {
        // Once: a follower that always throws would otherwise fill the disk that we write to.
        if (!warned) {
          warned = true;
          LOG.log(Level.WARNING, "a follower failed at " + entry + "; said only once", bug);
        }
      }
    }
  }

  Journal.Subscription add(Consumer<Entry> follower) {
    Subscriber place = new Subscriber(follower);
    subscribers.add(place);
    return () -> subscribers.remove(place);
  }

  void publish(List<Entry> entries) {
    for (Entry entry : entries) {
      for (Subscriber place : subscribers) {
        place.deliver(entry);
      }
    }
  }
}
