package atelier.fuzz;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records with random components, from few values so that they often refer to each other. */
final class RandomRecords {
  private static final List<String> TEXTS = List.of(
      "",
      "a.py",
      "a.py",
      "b.py",
      "tests/test_a.py",
      "tests",
      "add",
      "writer:a.py:1",
      "succeeded",
      "failed",
      "code",
      "0",
      "täxt 😀",
      "\u0000\u202e",
      "\ud800",
      "python3",
      "x\ny");
  private static final int MAX_LIST = 3;

  private final Random random;

  RandomRecords(Random random) {
    this.random = random;
  }

  Object of(Type generic) throws ReflectiveOperationException {
    if (generic instanceof ParameterizedType type) {
      return container(type);
    }
    Class<?> type = (Class<?>) generic;
    if (type == String.class) {
      return Mutation.any(TEXTS, random);
    } else if (type == int.class || type == Integer.class) {
      return random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(4);
    } else if (type == long.class || type == Long.class) {
      return random.nextInt(8) == 0 ? random.nextLong() : (long) random.nextInt(40);
    } else if (type == double.class || type == Double.class) {
      return random.nextInt(100) / 4.0;
    } else if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == Instant.class) {
      return Instant.ofEpochMilli(random.nextInt());
    } else if (type == JsonNode.class) {
      return JsonMapper.shared().valueToTree(Mutation.any(TEXTS, random).replace("\ud800", "?"));
    } else if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
    return record(type);
  }

  private Object container(ParameterizedType type) throws ReflectiveOperationException {
    Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (type.getRawType() == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(of(last));
    }
    List<Object> values = new ArrayList<>();
    for (int i = random.nextInt(MAX_LIST); i > 0; i--) {
      values.add(of(last));
    }
    return type.getRawType() != Map.class
        ? List.copyOf(values)
        : values.isEmpty() ? Map.of() : Map.of(Mutation.any(TEXTS, random), values.get(0));
  }

  /** A record that refuses its components gets others. */
  private Object record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    InvocationTargetException refused = null;
    for (int attempt = 0; attempt < 50; attempt++) {
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] = of(components[i].getGenericType());
      }
      try {
        return constructor.newInstance(values);
      } catch (InvocationTargetException again) {
        refused = again;
      }
    }
    throw new IllegalStateException("no " + type, refused);
  }
}
