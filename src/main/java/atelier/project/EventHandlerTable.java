package atelier.project;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Maps each event type to its handler. It replaces an exhaustive {@code switch} over patterns,
 * which JDK 17 does not have: {@link #requireComplete} fails when a type has no handler.
 */
final class EventHandlerTable {
  /** Applies one type of event to a project. */
  interface Handler<E extends Event> {
    void apply(ProjectBuilder builder, Entry entry, E event);
  }

  private final Map<Class<?>, Handler<Event>> handlers = new HashMap<>();

  <E extends Event> EventHandlerTable register(Class<E> type, Handler<E> handler) {
    Handler<Event> cast =
        (builder, entry, event) -> handler.apply(builder, entry, type.cast(event));
    if (handlers.put(type, cast) != null) {
      throw new IllegalStateException("two handlers for " + type.getSimpleName());
    }
    return this;
  }

  /** Throws if an event type has no handler; returns this table otherwise. */
  EventHandlerTable requireComplete() {
    Set<String> missing = new TreeSet<>();
    for (Class<?> type : EventCodec.eventClasses()) {
      if (!handlers.containsKey(type)) {
        missing.add(type.getSimpleName());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no handler for " + missing);
    }
    return this;
  }

  void apply(ProjectBuilder builder, Entry entry) {
    Handler<Event> handler = handlers.get(entry.event().getClass());
    if (handler == null) {
      throw new IllegalStateException("no handler for " + entry);
    }
    handler.apply(builder, entry, entry.event());
  }
}
