package atelier.cli.report;

import atelier.event.Entry;
import atelier.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A table of words with one row for each type of event; a missing row does not load. */
final class EventFormatters {
  private final Map<Class<?>, Function<Entry, List<StyledLine>>> formatters = new HashMap<>();

  /** A row of one line. */
  <E extends Event> EventFormatters addLine(Class<E> type, Function<E, StyledLine> words) {
    return addLines(type, event -> List.of(words.apply(event)));
  }

  <E extends Event> EventFormatters addLines(Class<E> type, Function<E, List<StyledLine>> words) {
    return addWithEntry(type, (event, entry) -> words.apply(event));
  }

  /** A row that also needs to know who said it. */
  <E extends Event> EventFormatters addWithEntry(Class<E> type, BiFunction<E, Entry, List<StyledLine>> words) {
    if (formatters.put(type, entry -> words.apply(type.cast(entry.event()), entry)) != null) {
      throw new IllegalStateException("two rows for " + type.getSimpleName());
    }
    return this;
  }

  EventFormatters requireAllEventTypes() {
    var missing = Arrays.stream(Event.class.getPermittedSubclasses())
        .filter(type -> !formatters.containsKey(type))
        .map(Class::getSimpleName)
        .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("the story has no row for " + missing);
    }
    return this;
  }

  List<StyledLine> format(Entry entry) {
    var row = formatters.get(entry.event().getClass());
    return row == null ? List.of() : row.apply(entry);
  }
}
