package atelier.consensus;

import atelier.event.Entry;
import atelier.event.Event;
import java.util.List;
import java.util.Map;

/** What people asked for in a history that gave way is asked for again in the one that stays. */
@FunctionalInterface
public interface Restoring {
  /**
   * The requests to append to what stays, in this order, each by the entry that it stands for.
   *
   * @param kept the whole history that stays
   * @param lost what stood in the other one, in order, less what was asked again before
   */
  Map<Entry, Event> requests(List<Entry> kept, List<Entry> lost);
}
