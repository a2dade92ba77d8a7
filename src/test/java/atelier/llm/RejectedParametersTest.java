package atelier.llm;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.llm.LlmFailure.Kind;
import atelier.rig.model.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One parameter that a server does not take must not end a project. */
final class RejectedParametersTest {
  private static String openAiError(String message, String parameter) {
    return "{\"error\":{\"message\":\"" + message
        + "\",\"type\":\"invalid_request_error\",\"param\":"
        + (parameter.isEmpty() ? "null" : "\"" + parameter + "\"")
        + ",\"code\":\"unsupported_parameter\"}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai | 400 | temperature | {'error':{'message':'Unsupported value: ''temperature'' does"
            + " not support 0.2 with this model. Only the default (1) value is supported.',"
            + "'param':'temperature','code':'unsupported_value'}}",
        "openai | 422 | seed | {'detail':[{'type':'extra_forbidden','loc':['body','seed'],"
            + "'msg':'Extra inputs are not permitted','input':7}]}",
        "openai | 400 | seed | {'error':{'message':'litellm.UnsupportedParamsError: anthropic does"
            + " not support parameters: [''seed''], for model=m. To drop these, set"
            + " `litellm.drop_params=True`','type':'None','param':null,'code':'400'}}",
        "openai | 400 | seed | Unrecognized request argument supplied: seed",
        "openai | 400 | seed | {'message':'Unknown field seed. Supported parameters:"
            + " temperature, max_tokens, stream_options'}",
        "openai | 400 | stream_options | {'object':'error','message':'stream_options: Extra inputs"
            + " are not permitted','type':'BadRequestError','code':400}",
        "openai | 400 | response_format | {'error':{'message':'This response_format type is"
            + " unavailable now','type':'invalid_request_error','param':null}}",
        "openai | 400 | response_format | {'error':'''response_format.type'' must be"
            + " ''json_object'' or ''text'''}",
        "openai | 400 | response_format | {'error':{'message':'failed to parse grammar',"
            + "'code':400}}",
        "openai | 500 | response_format | {'error':{'message':'JSON schema conversion failed:"
            + " Unrecognized schema','code':500,'type':'server_error'}}",
        "openai | 501 | response_format | {'error':{'message':'structured output not"
            + " implemented'}}",
        "anthropic | 400 | output_config | {'type':'error','error':{'type':'invalid_request_error',"
            + "'message':'output_config: Extra inputs are not permitted'}}",
        "anthropic | 400 | output_config | {'type':'error','error':{'type':'invalid_request_error',"
            + "'message':'output_config.format.schema: additionalProperties must be false'}}",
        "ollama | 400 | format | {'error':'json: cannot unmarshal object into Go struct field"
            + " ChatRequest.format of type string'}",
        "ollama | 500 | format | {'error':'failed to load model vocabulary required for format:"
            + " grammar is not supported'}",
        "ollama | 400 | keep_alive | {'error':'unknown field keep_alive'}"
      })
  void leavesTheRefusedParameterOutAndRemembersIt(
      String provider, int status, String name, String error) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider)) {
      calls
          .server
          .then(ScriptedServer.status(
              status, error.replace("''", "\u0000").replace('\'', '"').replace('\u0000', '\'')))
          .then(ScriptedServer.stream(calls.answer("good"), 100));

      assertThat(calls.ask().text()).isEqualTo("good");
      assertThat(calls.ask().text()).isEqualTo("good");

      assertThat(calls.server.seen).hasSize(3);
      assertThat(calls.body(0).has(name)).isTrue();
      assertThat(calls.body(1).has(name)).isFalse();
      assertThat(calls.body(2).has(name)).isFalse();
      assertThat(calls.body(1).size()).isEqualTo(calls.body(0).size() - 1);
    }
  }

  @Test
  void renamesTheLengthLimitAndThenLeavesOutTheTemperature() throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      calls
          .server
          .then(ScriptedServer.status(
              400,
              openAiError(
                  "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                      + " 'max_completion_tokens' instead.",
                  "max_tokens")))
          .then(ScriptedServer.status(
              400, openAiError("'temperature' does not support 0.2", "temperature")))
          .then(ScriptedServer.stream(calls.answer("good"), 100));

      assertThat(calls.ask().text()).isEqualTo("good");

      assertThat(calls.server.seen).hasSize(3);
      assertThat(calls.body(2).path("max_completion_tokens").asInt()).isEqualTo(8_000);
      assertThat(calls.body(2).propertyNames())
          .doesNotContain("max_tokens", "temperature")
          .contains("seed", "response_format", "stream_options");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai | max_tokens is too large: 8000. This model supports at most 4096 completion"
            + " tokens, whereas you provided 8000. | 4096",
        "openai | Invalid max_tokens value, the valid range of max_tokens is [1, 4096] | 4096",
        "anthropic | max_tokens: 8000 > 4096, which is the maximum allowed number of output"
            + " tokens for claude-3-haiku-20240307 | 4096"
      })
  void lowersTheLengthLimitToWhatTheServerAllows(String provider, String message, int limit)
      throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider)) {
      calls
          .server
          .then(ScriptedServer.status(400, openAiError(message, "")))
          .then(ScriptedServer.stream(calls.answer("good"), 100));

      assertThat(calls.ask().text()).isEqualTo("good");
      assertThat(calls.body(1).path("max_tokens").asInt()).isEqualTo(limit);
    }
  }

  @Test
  void readsARefusalWithinAStream() throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      calls
          .server
          .then(ScriptedServer.stream(
              "data: {\"error\":{\"message\":\"Unknown parameter: 'seed'\",\"code\":\"400\"}}\n\n",
              100))
          .then(ScriptedServer.stream(calls.answer("good"), 100));

      assertThat(calls.ask().text()).isEqualTo("good");
      assertThat(calls.body(1).has("seed")).isFalse();
    }
  }

  @Test
  void givesUpIfTheServerRefusesWithoutAnyParameterToo() throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      calls.server.then(ScriptedServer.status(
          400, "{\"error\":{\"message\":\"seed, temperature and max_tokens are wrong\"}}"));

      LlmFailure failure = calls.failure();

      assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST);
      assertThat(failure.getMessage()).contains("HTTP status 400", "seed, temperature");
      assertThat(calls.server.seen).hasSizeLessThan(6);
    }
  }

  @Test
  void doesNotRetryWhatNamesNoParameter() throws Exception {
    for (String provider : List.of("openai", "anthropic", "ollama")) {
      try (ScriptedCalls calls = new ScriptedCalls(provider)) {
        calls.server.then(ScriptedServer.status(400, "{\"error\":{\"message\":\"odd\"}}"));

        assertThat(calls.failure().kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(calls.server.seen).hasSize(1);
      }
    }
  }
}
