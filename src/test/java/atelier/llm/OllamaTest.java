package atelier.llm;

import java.util.Arrays;
import java.util.stream.Collectors;

final class OllamaTest extends LlmConformance {
  @Override
  String provider() {
    return "ollama";
  }

  private static String line(String thinking, String text, String rest) {
    String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
    return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" + escaped
        + "\",\"thinking\":\"" + thinking + "\"}," + rest + "}\n";
  }

  @Override
  String unfinished(String... pieces) {
    return line("Let me think", "", "\"done\":false")
        + Arrays.stream(pieces)
            .map(piece -> line("", piece, "\"done\":false"))
            .collect(Collectors.joining());
  }

  @Override
  String whole(String... pieces) {
    return unfinished(pieces)
        + line(
            "",
            "",
            "\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":812,\"eval_count\":240");
  }

  @Override
  String atLimit(String... pieces) {
    return unfinished(pieces) + line("", "", "\"done\":true,\"done_reason\":\"length\"");
  }

  @Override
  String failing(String piece, String message) {
    return unfinished(piece) + "{\"error\":\"" + message + "\"}\n";
  }

  @Override
  String thinkingOnly() {
    return whole();
  }

  @Override
  String models() {
    return "{\"models\":[{\"name\":\"m:latest\"}]}";
  }
}
