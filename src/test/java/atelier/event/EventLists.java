package atelier.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the lists inside events, whose elements are part of the stored format too. */
final class EventLists {
  private EventLists() {}

  /** Every list in any event type, as {@code Record.component}. */
  static Set<String> ofAllEvents() {
    Set<String> all = new TreeSet<>();
    for (Class<?> type : EventCodec.eventClasses()) {
      addListsOf(type, all);
    }
    return all;
  }

  private static void addListsOf(Type type, Set<String> all) {
    if (type instanceof Class<?> record && record.isRecord()) {
      for (RecordComponent component : record.getRecordComponents()) {
        if (component.getGenericType() instanceof ParameterizedType list) {
          if (list.getRawType() == List.class) {
            all.add(name(record, component));
          }
          addListsOf(list.getActualTypeArguments()[0], all);
        } else {
          addListsOf(component.getType(), all);
        }
      }
    }
  }

  /** Adds the lists of one event that are not empty. */
  static void addNonEmpty(Record record, Set<String> filled) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      List<?> items = value instanceof List<?> list
          ? list
          : value instanceof Optional<?> optional ? optional.stream().toList() : List.of(value);
      if (value instanceof List<?> && !items.isEmpty()) {
        filled.add(name(record.getClass(), component));
      }
      for (Object item : items) {
        if (item instanceof Record inner) {
          addNonEmpty(inner, filled);
        }
      }
    }
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static String name(Class<?> record, RecordComponent component) {
    return record.getSimpleName() + "." + component.getName();
  }
}
