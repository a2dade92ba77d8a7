package atelier.llm;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.llm.LlmFailure.Kind;
import atelier.rig.model.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole answer must not be thrown away for how its stream ends. */
final class AnswerEndTest {
  private static final String PIECE =
      "data: {\"choices\":[{\"delta\":{\"content\":\"gut ü\"}}]}\n\n";

  private static String ending(String provider, String reason) {
    return switch (provider) {
      case "ollama" ->
        "{\"message\":{\"content\":\"gut ü\"},\"done\":false}\n"
            + "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":" + reason + "}\n";
      case "anthropic" ->
        "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":"
            + "\"text_delta\",\"text\":\"gut ü\"}}\n\n"
            + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":" + reason + "}}\n\n"
            + "data: {\"type\":\"message_stop\"}\n\n";
      default ->
        PIECE + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":" + reason
            + "}]}\n\ndata: [DONE]\n\n";
    };
  }

  private static Completion answerTo(String provider, String stream) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider)) {
      calls.server.then(ScriptedServer.stream(stream, 7));
      Completion answer = calls.ask();
      assertThat(calls.server.seen).hasSize(1);
      return answer;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai, '\"eos\"'",
    "openai, '\"STOP\"'",
    "openai, '\"end_turn\"'",
    "openai, '\"tool_calls\"'",
    "openai, '\"\"'",
    "openai, null",
    "openai, '\"of_the_future\"'",
    "anthropic, '\"stop\"'",
    "anthropic, '\"tool_use\"'",
    "anthropic, '\"pause_turn\"'",
    "anthropic, null",
    "ollama, '\"\"'",
    "ollama, null",
    "ollama, '\"eos\"'"
  })
  void takesAnyOrNoReasonForAnEnd(String provider, String reason) throws Exception {
    Completion answer = answerTo(provider, ending(provider, reason));

    assertThat(answer.text()).isEqualTo("gut ü");
    assertThat(answer.truncated()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, length",
    "openai, MAX_TOKENS",
    "openai, model_length",
    "openai, max_output_tokens",
    "anthropic, max_tokens",
    "anthropic, model_context_window_exceeded",
    "ollama, length"
  })
  void marksAnAnswerAtALimitAsTruncated(String provider, String reason) throws Exception {
    assertThat(answerTo(provider, ending(provider, "\"" + reason + "\"")).truncated())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, content_filter, REFUSED", "openai, SAFETY, REFUSED", "anthropic, refusal, REFUSED",
    "openai, error, TRUNCATED", "openai, abort, TRUNCATED", "ollama, unload, TRUNCATED"
  })
  void failsIfTheServerRefusesOrBreaksOff(String provider, String reason, Kind kind)
      throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider)) {
      calls.server.then(ScriptedServer.stream(ending(provider, "\"" + reason + "\""), 100));

      assertThat(calls.failure().kind()).isEqualTo(kind);
      assertThat(calls.failure().getMessage()).startsWith("m: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PIECE + "data: [DONE]",
        PIECE + "data: [DONE]\n",
        "\uFEFF" + PIECE + "data:[DONE]\n\n",
        "data:{\"choices\":[{\"delta\":{\"content\":\"gut ü\"},\"finish_reason\":\"stop\"}]}",
        """
        data: {"choices":[{"delta":{"content":"gut"}}]}
        data: {"choices":[{"delta":{"content":" ü"}}]}
        data: [DONE]
        """,
        ": OPENROUTER PROCESSING\n\nid: 1\nretry: 3\n" + PIECE
            + ": ping\n\ndata:\n\ndata: [DONE]\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"gut ü\"}}],"
            + "\"error\":null}\n\ndata: [DONE]\n\n",
        "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\",\"reasoning\":\"hm\","
            + "\"content\":null}}]}\n\n" + PIECE + "data: [DONE]\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\","
            + "\"thinking\":[{\"type\":"
            + "\"text\",\"text\":\"hm\"}]},{\"type\":\"text\",\"text\":\"gut ü\"}]}}]}\n\n"
            + "data: [DONE]\n\n",
        "{\n  \"choices\": [{\"message\": {\"content\": \"gut ü\"}, \"finish_reason\":"
            + " \"stop\"}]\n}\n"
      })
  void readsWhatServersAndProxiesGetWrong(String stream) throws Exception {
    assertThat(answerTo("openai", stream).text()).isEqualTo("gut ü");
  }

  @Test
  void readsTheLastLineWithoutALineEnd() throws Exception {
    assertThat(answerTo("ollama", ending("ollama", "\"stop\"").stripTrailing()).text())
        .isEqualTo("gut ü");
    assertThat(answerTo("ollama", "{\"message\":{\"content\":\"gut\"},\"done\":true}")
            .text())
        .isEqualTo("gut");
    assertThat(answerTo("anthropic", ending("anthropic", "\"end_turn\"").stripTrailing())
            .text())
        .isEqualTo("gut ü");
  }

  @Test
  void readsAWholeMessageFromAnAnthropicServerThatDoesNotStream() throws Exception {
    Completion answer = answerTo(
        "anthropic",
        "{\"type\":\"message\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\"},"
            + "{\"type\":\"text\",\"text\":\"gut\"}],\"stop_reason\":\"end_turn\","
            + "\"usage\":{\"input_tokens\":5,\"output_tokens\":2}}");

    assertThat(answer.text()).isEqualTo("gut");
    assertThat(answer.usage().promptTokens()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "ollama"})
  void doesNotWaitForAStreamThatStaysOpenAfterItsEnd(String provider) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider)) {
      calls.server.then(ScriptedServer.silent(ending(provider, "\"stop\"")));

      assertThat(calls.ask().text()).isEqualTo("gut ü");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsAnEndedAnswerIfTheConnectionBreaksOrFallsSilent(boolean breaks) throws Exception {
    String stream =
        "data: {\"choices\":[{\"delta\":{\"content\":\"gut\"},\"finish_reason\":\"stop\"}]}"
            + "\n\n";
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      calls.server.then(breaks ? ScriptedServer.broken(stream) : ScriptedServer.silent(stream));

      assertThat(calls.ask().text()).isEqualTo("gut");
      assertThat(calls.server.seen).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"the provider failed with " + ScriptedCalls.KEY + "\"}}",
        "{\n \"error\": {\n  \"message\": \"the provider failed\"\n }\n}",
        "[{\"error\":{\"code\":500,\"message\":\"the provider failed\",\"status\":\"INTERNAL\"}}]",
        PIECE + "data: {\"error\":\"the provider failed\"}\n\n",
        PIECE
            + "event: error\ndata: {\"object\":\"error\",\"message\":\"the provider failed\"}\n\n",
        PIECE + "{\"error\":{\"message\":\"the provider failed\"}}\n"
      })
  void reportsAnErrorObjectWithStatus200(String stream) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      calls.server.then(ScriptedServer.stream(stream, 11));

      LlmFailure failure = calls.failure();

      assertThat(failure.kind()).isEqualTo(Kind.TRANSPORT);
      assertThat(failure.getMessage())
          .startsWith("m failed")
          .contains("the provider failed")
          .doesNotContain(ScriptedCalls.KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "ollama"})
  void namesAPageOfHtmlInsteadOfAnAnswer(String provider) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider)) {
      calls.server.then(ScriptedServer.stream(
          "<!DOCTYPE html><html><head><title>Sign in to the guest network</title>"
              + "<style>p {color: red}</style></head>\n<body><p>Hello</p></body></html>",
          50));

      assertThat(calls.failure().getMessage())
          .contains("page of HTML", "Sign in")
          .doesNotContain("color");
    }
  }
}
