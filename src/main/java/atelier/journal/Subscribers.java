package atelier.journal;

import atelier.event.Entry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The listeners that receive every entry; one that throws does not affect the others. */
final class Subscribers {
  private static final Logger LOG = Logger.getLogger(Subscribers.class.getName());

  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  /** One subscription; a listener may have several, which end separately. */
  private static final class Subscriber {
    private final Consumer<Entry> listener;
    private boolean warned;

    Subscriber(Consumer<Entry> listener) {
      this.listener = listener;
    }

    void deliver(Entry entry) {
      try {
        listener.accept(entry);
      } catch (RuntimeException bug) {
        // Once: a listener that always throws would otherwise fill the journal's disk with logs.
        if (!warned) {
          warned = true;
          LOG.log(Level.WARNING, "a subscriber failed at " + entry + "; logged once only", bug);
        }
      }
    }
  }

  Journal.Subscription add(Consumer<Entry> listener) {
    Subscriber subscriber = new Subscriber(listener);
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  void publish(List<Entry> entries) {
    for (Entry entry : entries) {
      for (Subscriber subscriber : subscribers) {
        subscriber.deliver(entry);
      }
    }
  }
}
