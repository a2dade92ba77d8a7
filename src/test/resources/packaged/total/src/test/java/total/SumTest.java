package total;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SumTest {
  @Test
  void addsNumbers() {
    assertEquals(42, Sum.of("2", "40"));
    assertEquals(-1, Sum.of("2", "-3"));
  }

  @Test
  void refusesWords() {
    assertThrows(NumberFormatException.class, () -> Sum.of("2", "x"));
  }
}
