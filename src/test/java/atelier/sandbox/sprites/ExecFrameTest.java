package atelier.sandbox.sprites;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of a run, as the service and others send them. */
final class ExecFrameTest {
  private static ExecFrame binary(int... bytes) {
    byte[] message = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      message[i] = (byte) bytes[i];
    }
    return ExecFrame.ofBinary(message);
  }

  @Test
  void readsEachFormOfAnExit() {
    assertThat(binary(3, 0)).isEqualTo(new ExecFrame.Exit(0));
    assertThat(binary(3, 255)).isEqualTo(new ExecFrame.Exit(255));
    assertThat(binary(3)).isEqualTo(new ExecFrame.Exit(0));
    assertThat(binary(3, 0, 0, 1, 0)).isEqualTo(new ExecFrame.Exit(256));
    assertThat(binary(3, 0, 0)).isInstanceOf(ExecFrame.Problem.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"exit\",\"exit_code\":7}            | Exit[code=7]",
        "{\"type\":\"session_info\",\"session_id\":\"20\"} | Session[id=20]",
        "{\"type\":\"session_info\",\"session_id\":20}  | Session[id=20]",
        "{\"type\":\"error\",\"message\":\"m\"}         | Problem[message=m]",
        "{\"type\":\"error\",\"error\":\"e\"}           | Problem[message=e]",
        "{\"type\":\"port_opened\",\"port\":1}          | Other[]"
      })
  void readsTexts(String message, String frame) {
    assertThat(ExecFrame.ofText(message)).hasToString(frame);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"exit\"}",
        "{\"type\":\"exit\",\"exit_code\":\"0\"}",
        "{\"type\":\"exit\",\"exit_code\":1e30}",
        "{\"type\":\"exit\",\"exit_code\":99999999999}",
        "{\"type\":\"exit\",\"exit_code\":null}"
      })
  void takesNoExitWithoutACode(String message) {
    assertThat(ExecFrame.ofText(message)).isInstanceOf(ExecFrame.Problem.class);
  }

  @RepeatedTest(500)
  void readsAnyMessage(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] message = new byte[random.nextInt(40)];
    random.nextBytes(message);
    if (message.length > 0 && random.nextBoolean()) {
      message[0] = (byte) random.nextInt(6);
    }

    ExecFrame frame = ExecFrame.ofBinary(message);

    if (message.length > 0 && (message[0] == 1 || message[0] == 2)) {
      ExecFrame.Output output = (ExecFrame.Output) frame;
      assertThat(output.isError()).isEqualTo(message[0] == 2);
      assertThat(output.bytes().length()).isEqualTo(message.length - 1);
    } else if (message.length == 2 && message[0] == 3) {
      assertThat(frame).isEqualTo(new ExecFrame.Exit(message[1] & 0xff));
    } else {
      assertThat(frame).isNotInstanceOf(ExecFrame.Output.class);
    }
    assertThat(ExecFrame.ofText(new String(message, StandardCharsets.ISO_8859_1)))
        .isNotNull();
  }
}
