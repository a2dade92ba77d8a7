package atelier.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints a sample line of each type of event, without empty lists. Run it after adding a type, and
 * add the new lines to the golden file; never change lines in that file.
 */
final class GoldenEvents {
  private GoldenEvents() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    String prev = Entry.GENESIS;
    long seq = 0;
    for (Class<?> type : EventCodec.eventClasses()) {
      Event event = (Event) sample(type);
      Entry entry = EventCodec.seal(
          "golden", ++seq, Instant.parse("2026-11-24T12:00:00Z"), "pi-1", "tester", event, prev);
      System.out.println(entry.json());
      prev = entry.hash();
    }
  }

  private static Object sample(Type generic) throws ReflectiveOperationException {
    if (generic instanceof ParameterizedType type) {
      Object element = sample(type.getActualTypeArguments()[0]);
      if (type.getRawType() == Map.class) {
        return Map.of("täxt", sample(type.getActualTypeArguments()[1]));
      }
      return type.getRawType() == Optional.class ? Optional.of(element) : List.of(element);
    }
    Class<?> type = (Class<?>) generic;
    if (type == String.class) {
      return "täxt";
    } else if (type == int.class || type == Integer.class) {
      return 3;
    } else if (type == long.class || type == Long.class) {
      return 4L;
    } else if (type == boolean.class || type == Boolean.class) {
      return true;
    } else if (type == JsonNode.class) {
      return JsonMapper.shared().valueToTree("täxt");
    }
    if (!type.isRecord()) {
      throw new IllegalArgumentException("no sample of " + type);
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = sample(components[i].getGenericType());
    }
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }
}
