package atelier.llm;

import java.util.Arrays;
import java.util.stream.Collectors;

final class OpenAiTest extends LlmConformance {
  @Override
  String provider() {
    return "openai";
  }

  private static String event(String delta, String reason) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":"
        + (reason.isEmpty() ? "null" : "\"" + reason + "\"") + "}]}\r\n\r\n";
  }

  @Override
  String unfinished(String... pieces) {
    return ": keep-alive\r\n\r\n" + event("\"role\":\"assistant\",\"content\":\"\"", "")
        + event("\"reasoning_content\":\"Let me think\"", "")
        + Arrays.stream(pieces)
            .map(piece -> event("\"content\":\"" + piece.replace("\n", "\\n") + "\"", ""))
            .collect(Collectors.joining());
  }

  @Override
  String whole(String... pieces) {
    return unfinished(pieces) + event("", "stop")
        + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":812,\"completion_tokens\":240}}\n\n"
        + "data: [DONE]\n\n";
  }

  @Override
  String atLimit(String... pieces) {
    return unfinished(pieces) + event("", "length") + "data: [DONE]\n\n";
  }

  @Override
  String failing(String piece, String message) {
    return unfinished(piece) + "data: {\"error\":{\"message\":\"" + message
        + "\",\"code\":null}}\n\n";
  }

  @Override
  String thinkingOnly() {
    return whole();
  }

  @Override
  String models() {
    return "{\"data\":[{\"id\":\"m\"}]}";
  }
}
