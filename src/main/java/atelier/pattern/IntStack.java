package atelier.pattern;

import java.util.Arrays;

/** A stack of numbers that grows. */
final class IntStack {
  private int[] numbers = new int[24];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void shorten(int newSize) {
    size = newSize;
  }

  void push(int one, int two) {
    reserve(2);
    numbers[size++] = one;
    numbers[size++] = two;
  }

  void push(int one, int two, int three) {
    reserve(3);
    numbers[size++] = one;
    numbers[size++] = two;
    numbers[size++] = three;
  }

  int pop() {
    return numbers[--size];
  }

  private void reserve(int more) {
    if (size + more > numbers.length) {
      numbers = Arrays.copyOf(numbers, numbers.length * 2);
    }
  }
}
