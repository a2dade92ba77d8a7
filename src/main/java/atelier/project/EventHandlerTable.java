package atelier.project;

import atelier.event.Entry;
import atelier.event.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One row for each kind of event: the JDK 17 spelling of an exhaustive switch. A kind without a row
 * makes the class that holds the table fail to load.
 */
final class EventHandlerTable {
  /** What one kind of event changes. */
  interface Handler<E extends Event> {
    void apply(ProjectBuilder project, Entry entry, E event);
  }

  private final Map<Class<?>, Handler<Event>> handlers = new HashMap<>();

  <E extends Event> EventHandlerTable register(Class<E> kind, Handler<E> row) {
    Handler<Event> any = (project, entry, event) -> row.apply(project, entry, kind.cast(event));
    if (handlers.put(kind, any) != null) {
      throw new IllegalStateException("two rows for " + kind.getSimpleName());
    }
    return this;
  }

  /** Refuses a table that leaves a kind of event out. */
  EventHandlerTable requireComplete() {
    Set<String> missing = new TreeSet<>();
    for (Class<?> kind : Event.class.getPermittedSubclasses()) {
      if (!handlers.containsKey(kind)) {
        missing.add(kind.getSimpleName());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException("the fold has no row for " + missing);
    }
    return this;
  }

  void apply(ProjectBuilder project, Entry entry) {
    Handler<Event> row = handlers.get(entry.event().getClass());
    if (row == null) {
      throw new IllegalStateException("no row for " + entry);
    }
    row.apply(project, entry, entry.event());
  }
}
