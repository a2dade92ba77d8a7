package atelier.cli.report;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A table with one formatter for each type of event. */
final class EventFormatters {
  private final Map<Class<?>, Function<Entry, List<StyledLine>>> formatters = new HashMap<>();

  /** Adds a formatter that returns one line. */
  <E extends Event> EventFormatters addLine(Class<E> type, Function<E, StyledLine> formatter) {
    return addLines(type, event -> List.of(formatter.apply(event)));
  }

  <E extends Event> EventFormatters addLines(
      Class<E> type, Function<E, List<StyledLine>> formatter) {
    return addWithEntry(type, (event, entry) -> formatter.apply(event));
  }

  /** Adds a formatter that also reads the entry, for instance its agent. */
  <E extends Event> EventFormatters addWithEntry(
      Class<E> type, BiFunction<E, Entry, List<StyledLine>> formatter) {
    if (formatters.put(type, entry -> formatter.apply(type.cast(entry.event()), entry)) != null) {
      throw new IllegalStateException("two formatters for " + type.getSimpleName());
    }
    return this;
  }

  EventFormatters requireAllEventTypes() {
    var missing = EventCodec.eventClasses().stream()
        .filter(type -> !formatters.containsKey(type))
        .map(Class::getSimpleName)
        .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no formatter for " + missing);
    }
    return this;
  }

  List<StyledLine> format(Entry entry) {
    var formatter = formatters.get(entry.event().getClass());
    return formatter == null ? List.of() : formatter.apply(entry);
  }
}
