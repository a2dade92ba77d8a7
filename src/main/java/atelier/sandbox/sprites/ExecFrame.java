package atelier.sandbox.sprites;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message of a run without a terminal. A binary one is a stream number and its bytes; a text is
 * JSON. Pure, and total: any message is a frame.
 */
sealed interface ExecFrame {
  /** The message that ends standard input: its stream number alone. */
  byte END_OF_INPUT = 4;

  int STDOUT = 1;
  int STDERR = 2;
  int EXIT = 3;

  /** A part of the output; may end within a character. */
  record Output(Buffer bytes, boolean isError) implements ExecFrame {}

  /** The end of the run. */
  record Exit(int code) implements ExecFrame {}

  /** The number of the session, by which it can be killed. */
  record Session(String id) implements ExecFrame {}

  /** An error of the service. */
  record Problem(String message) implements ExecFrame {}

  /** Anything else: it means nothing to us. */
  record Other() implements ExecFrame {}

  /** Reads a binary message. */
  static ExecFrame ofBinary(byte[] message) {
    if (message.length == 0) {
      return new Other();
    }
    byte[] payload = Arrays.copyOfRange(message, 1, message.length);
    return switch (message[0]) {
      case STDOUT -> new Output(Buffer.buffer(payload), false);
      case STDERR -> new Output(Buffer.buffer(payload), true);
      case EXIT -> exit(payload);
      default -> new Other();
    };
  }

  /** The protocol says one byte; some servers send four, or none for success. */
  private static ExecFrame exit(byte[] payload) {
    return switch (payload.length) {
      case 0 -> new Exit(0);
      case 1 -> new Exit(payload[0] & 0xff);
      case Integer.BYTES -> new Exit(java.nio.ByteBuffer.wrap(payload).getInt());
      default -> new Problem("an exit frame of " + payload.length + " bytes");
    };
  }

  /** Reads a text message. */
  static ExecFrame ofText(String message) {
    try {
      JsonNode json = JsonMapper.shared().readTree(message);
      return switch (json.path("type").asString("")) {
        case "session_info" -> new Session(json.path("session_id").asString(""));
        case "exit" ->
          json.path("exit_code").isIntegralNumber() && json.path("exit_code").canConvertToInt()
              ? new Exit(json.path("exit_code").intValue())
              : new Problem("an exit message without a code");
        case "error" ->
          new Problem(json.path("message").asString(json.path("error").asString("no reason")));
        default -> new Other();
      };
    } catch (JacksonException notJson) {
      return new Other();
    }
  }
}
