package atelier.cli;

import atelier.event.Entry;
import atelier.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A table of words with one row for each type of event; a missing row does not load. */
final class EventTable {
  private final Map<Class<?>, Function<Entry, List<StyledLine>>> rows = new HashMap<>();

  /** A row of one line. */
  <E extends Event> EventTable line(Class<E> type, Function<E, StyledLine> words) {
    return lines(type, event -> List.of(words.apply(event)));
  }

  <E extends Event> EventTable lines(Class<E> type, Function<E, List<StyledLine>> words) {
    return told(type, (event, entry) -> words.apply(event));
  }

  /** A row that also needs to know who said it. */
  <E extends Event> EventTable told(Class<E> type, BiFunction<E, Entry, List<StyledLine>> words) {
    if (rows.put(type, entry -> words.apply(type.cast(entry.event()), entry)) != null) {
      throw new IllegalStateException("two rows for " + type.getSimpleName());
    }
    return this;
  }

  EventTable total() {
    var missing = Arrays.stream(Event.class.getPermittedSubclasses())
        .filter(type -> !rows.containsKey(type))
        .map(Class::getSimpleName)
        .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("the story has no row for " + missing);
    }
    return this;
  }

  List<StyledLine> of(Entry entry) {
    var row = rows.get(entry.event().getClass());
    return row == null ? List.of() : row.apply(entry);
  }
}
