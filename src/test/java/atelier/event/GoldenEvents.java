package atelier.event;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Prints a sample line of every kind of event: how lines for new kinds are made, once. */
final class GoldenEvents {
  private GoldenEvents() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    String prev = Entry.GENESIS;
    long seq = 0;
    for (Class<?> kind : Event.class.getPermittedSubclasses()) {
      Event event = (Event) sample(kind);
      Entry entry = EventCodec.seal(
          "golden", ++seq, Instant.parse("2026-11-24T12:00:00Z"), "pi-1", "tester", event, prev);
      System.out.println(entry.json());
      prev = entry.hash();
    }
  }

  private static Object sample(Class<?> type) throws ReflectiveOperationException {
    if (type == String.class) {
      return "täxt";
    } else if (type == int.class) {
      return 3;
    } else if (type == long.class) {
      return 4L;
    } else if (type == boolean.class) {
      return true;
    } else if (type == List.class) {
      return List.of();
    }
    Class<?>[] types = Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = sample(types[i]);
    }
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }
}
