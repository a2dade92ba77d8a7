package atelier.llm;

import java.util.Arrays;
import java.util.stream.Collectors;

final class AnthropicTest extends LlmConformance {
  @Override
  String provider() {
    return "anthropic";
  }

  private static String event(String type, String data) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + data + "}\n\n";
  }

  private static String delta(String text) {
    return event(
        "content_block_delta",
        ",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text.replace("\n", "\\n")
            + "\"}");
  }

  private static String end(String reason) {
    return event("content_block_stop", ",\"index\":1")
        + event(
            "message_delta",
            ",\"delta\":{\"stop_reason\":\"" + reason
                + "\"},\"usage\":{\"input_tokens\":null,\"output_tokens\":240}")
        + event("message_stop", "");
  }

  @Override
  String unfinished(String... pieces) {
    return event(
            "message_start",
            ",\"message\":{\"usage\":{\"input_tokens\":12,"
                + "\"cache_creation_input_tokens\":300,\"cache_read_input_tokens\":500,"
                + "\"output_tokens\":1}}")
        + event("ping", "")
        + event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"thinking\"}")
        + event(
            "content_block_delta",
            ",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Let me\"}")
        + event("an_event_of_the_future", ",\"x\":1")
        + event(
            "content_block_start",
            ",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
        + Arrays.stream(pieces).map(AnthropicTest::delta).collect(Collectors.joining());
  }

  @Override
  String whole(String... pieces) {
    return unfinished(pieces) + end("end_turn");
  }

  @Override
  String atLimit(String... pieces) {
    return unfinished(pieces) + end("max_tokens");
  }

  @Override
  String failing(String piece, String message) {
    return unfinished(piece)
        + event(
            "error", ",\"error\":{\"type\":\"overloaded_error\",\"message\":\"" + message + "\"}");
  }

  @Override
  String thinkingOnly() {
    return whole();
  }

  @Override
  String models() {
    return "{\"data\":[{\"type\":\"model\",\"id\":\"m\"}],\"has_more\":false}";
  }
}
