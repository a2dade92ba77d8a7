package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Output arrives in chunks of any size, from two streams at the same time. */
final class OutputCaptureTest {
  private final OutputCapture output = new OutputCapture();

  private void append(byte[] bytes, boolean error) {
    output.append(bytes, bytes.length, error);
  }

  @Test
  void nothingComesBetweenTheBytesOfACharacter() {
    long seed = Long.getLong("seed", 7L);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] printed = "aä€😀b".repeat(50).getBytes(StandardCharsets.UTF_8);

    for (int from = 0, to; from < printed.length; from = to) {
      to = Math.min(printed.length, from + 1 + random.nextInt(3));
      append(Arrays.copyOfRange(printed, from, to), false);
      append(new byte[] {'!'}, true);
    }

    assertThat(output.text().replace("!", "")).as("-Dseed=" + seed).isEqualTo("aä€😀b".repeat(50));
    assertThat(output.errorText()).matches("!+");
  }

  @Test
  void bytesThatAreNoCharactersAreKept() {
    append(
        new byte[] {'a', (byte) 0xff, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80}, false);
    append(new byte[] {'b', (byte) 0xe2, (byte) 0x82}, false);

    assertThat(output.bytes()).isEqualTo(9);
    assertThat(output.text()).startsWith("a").contains("b").endsWith("\ufffd");
  }
}
