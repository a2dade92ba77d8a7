package atelier.consensus;

import atelier.event.Entry;
import atelier.event.Event;
import java.util.List;

/** What people asked for in a history that gives way is asked for again in the one that stays. */
@FunctionalInterface
public interface Restoring {
  /**
   * The wishes to append to what stays, in this order.
   *
   * @param kept the whole history that stays
   * @param lost what stood in the other one, from where the two part
   */
  List<Event> wishes(List<Entry> kept, List<Entry> lost);
}
