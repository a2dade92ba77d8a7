package atelier.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Versions that a file asks for: one of several lists of bounds, as in {@code >=18 <21 || 22}.
 *
 * @param alternatives the lists, of which one must hold; each bound of it must
 */
record VersionRange(List<List<Bound>> alternatives) {
  private static final List<String> OPERATORS = List.of(">=", "<=", ">", "<", "^", "~", "=");
  private static final int MAX_NUMBERS = 4;
  private static final int MAX_DIGITS = 8;

  /** An operator and numbers; without an operator a version must begin with the numbers. */
  private record Bound(String operator, List<Integer> numbers) {
    boolean holds(List<Integer> version) {
      int order = compare(version, numbers);
      return switch (operator) {
        case ">=" -> order >= 0;
        case ">" -> order > 0 && !startsWith(version, numbers.size());
        case "<=" -> order <= 0 || startsWith(version, numbers.size());
        case "<" -> order < 0;
        case "^" -> order >= 0 && startsWith(version, numbers.get(0) == 0 ? 2 : 1);
        case "~" -> order >= 0 && startsWith(version, Math.min(2, numbers.size()));
        default -> startsWith(version, numbers.size());
      };
    }

    private boolean startsWith(List<Integer> version, int count) {
      for (int i = 0; i < Math.min(count, numbers.size()); i++) {
        if (!number(version, i).equals(numbers.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** The versions from one on. */
  static Optional<VersionRange> atLeast(String version) {
    return parse(">=" + version);
  }

  /** Reads a range; empty if it has words, or is of another kind. */
  static Optional<VersionRange> parse(String text) {
    List<List<Bound>> alternatives = new ArrayList<>();
    for (String alternative : text.strip().split("\\|\\|", -1)) {
      List<Bound> bounds = new ArrayList<>();
      String operator = "";
      for (String word : alternative.strip().split("[ ,]+", -1)) {
        String op = OPERATORS.stream().filter(word::startsWith).findFirst().orElse("");
        Optional<List<Integer>> numbers = numbers(word.substring(op.length()));
        if (numbers.isEmpty()) {
          return Optional.empty();
        }
        operator = op.isEmpty() ? operator : op;
        if (!numbers.get().isEmpty()) {
          bounds.add(new Bound(operator, numbers.get()));
          operator = "";
        } else if (op.isEmpty()) {
          // A star: every version.
          bounds.add(new Bound(">=", List.of(0)));
        }
      }
      alternatives.add(List.copyOf(bounds));
    }
    return Optional.of(new VersionRange(List.copyOf(alternatives)));
  }

  /** Whether a version such as {@code 20.11.1} is one of them. */
  boolean accepts(String version) {
    return numbers(version)
        .filter(numbers -> !numbers.isEmpty())
        .filter(numbers ->
            alternatives.stream().anyMatch(all -> all.stream().allMatch(b -> b.holds(numbers))))
        .isPresent();
  }

  /** Orders versions by their numbers. */
  static int compare(String first, String second) {
    return compare(numbers(first).orElse(List.of()), numbers(second).orElse(List.of()));
  }

  private static int compare(List<Integer> first, List<Integer> second) {
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      int order = number(first, i).compareTo(number(second, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Integer number(List<Integer> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  /** The numbers of {@code v20.11.1}, {@code 20.x} or {@code *}, without what follows them. */
  private static Optional<List<Integer>> numbers(String text) {
    String rest = text.startsWith("v") ? text.substring(1) : text;
    List<Integer> numbers = new ArrayList<>();
    for (String part : rest.split("\\.", -1)) {
      int digits = 0;
      while (digits < part.length() && part.charAt(digits) >= '0' && part.charAt(digits) <= '9') {
        digits++;
      }
      if (digits > MAX_DIGITS || numbers.size() == MAX_NUMBERS) {
        return Optional.empty();
      }
      if (digits == 0) {
        boolean isAny = part.equals("x") || part.equals("X") || part.equals("*");
        return isAny || rest.isEmpty() ? Optional.of(numbers) : Optional.empty();
      }
      numbers.add(Integer.valueOf(part.substring(0, digits)));
      if (digits < part.length()) {
        return "-+".indexOf(part.charAt(digits)) >= 0 ? Optional.of(numbers) : Optional.empty();
      }
    }
    return Optional.of(numbers);
  }
}
