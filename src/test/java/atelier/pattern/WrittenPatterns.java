package atelier.pattern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All patterns that the classes of Atelier keep, and those that they write as a literal. */
final class WrittenPatterns {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final int MAX_DEPTH = 6;
  private static final java.util.regex.Pattern LITERAL = java.util.regex.Pattern.compile(
      "Pattern\\s*\\.of\\(\\s*((?:\"(?:\\\\.|[^\"\\\\])*\"[\\s+]*)+)\\)");
  private static final java.util.regex.Pattern STRING =
      java.util.regex.Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"");

  private final Map<String, Pattern> found = new TreeMap<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private WrittenPatterns() {}

  /** The patterns by their expressions. */
  static Collection<Pattern> all() {
    WrittenPatterns patterns = new WrittenPatterns();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        if (text.contains("atelier.pattern.Pattern")) {
          patterns.literals(text);
          patterns.classes(file);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return patterns.found.values();
  }

  private void literals(String source) {
    LITERAL.matcher(source).results().forEach(call -> {
      StringBuilder text = new StringBuilder();
      STRING.matcher(call.group(1)).results().forEach(part -> text.append(part.group(1)));
      add(Pattern.compile(text.toString().replace("\\u2139", "ℹ").translateEscapes()));
    });
  }

  private void classes(Path file) {
    String name =
        SOURCES.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
    try {
      Class<?> outer = Class.forName(name);
      fields(outer);
      for (Class<?> nested : outer.getDeclaredClasses()) {
        fields(nested);
      }
    } catch (ClassNotFoundException absent) {
      throw new IllegalStateException(absent);
    }
  }

  private void fields(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        follow(value(field, null), 0);
      }
    }
  }

  private void follow(Object value, int depth) {
    if (value == null || depth > MAX_DEPTH || !seen.add(value)) {
      return;
    }
    if (value instanceof Pattern pattern) {
      add(pattern);
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(each -> follow(each, depth + 1));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(each -> follow(each, depth + 1));
    } else if (value instanceof Object[] array) {
      List.of(array).forEach(each -> follow(each, depth + 1));
    } else if (value.getClass().getName().startsWith("atelier.")
        && !value.getClass().isHidden()) {
      for (Field field : value.getClass().getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          follow(value(field, value), depth + 1);
        }
      }
    } else if (value instanceof java.util.Optional<?>) {
      follow(((java.util.Optional<?>) value).orElse(null), depth + 1);
    }
  }

  private static Object value(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    }
  }

  private void add(Pattern pattern) {
    found.put(pattern.pattern(), pattern);
  }
}
