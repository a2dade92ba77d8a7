package atelier.llm;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Secret;
import atelier.config.Settings.Model;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ProviderProtocolTest {
  static final Model MODEL =
      new Model("x", "m", "http://x", 1, 16_384, Duration.ZERO, Duration.ZERO, Secret.NONE, "");
  private static final Prompt PROMPT = new Prompt(
      "p",
      "architect",
      Purpose.BLUEPRINT,
      "",
      1,
      "sys",
      "ctx",
      "task",
      "{\"type\":\"object\"}",
      100,
      0.2,
      7,
      false);

  @Test
  void tellsOllamaNotToTruncateAndToKeepItsContextSize() {
    JsonNode body = new OllamaProtocol().requestBody(PROMPT, MODEL, false);

    assertThat(body.path("truncate").asBoolean(true)).isFalse();
    assertThat(body.path("shift").asBoolean(true)).isFalse();
    assertThat(body.at("/options/num_ctx").asInt()).isEqualTo(16_384);
    assertThat(body.at("/options/num_predict").asInt()).isEqualTo(100);
    assertThat(body.at("/format/type").asString()).isEqualTo("object");
    assertThat(body.has("think")).isFalse();
    assertThat(
            new OllamaProtocol().requestBody(PROMPT, MODEL, true).path("think").asBoolean(true))
        .isFalse();
  }

  @Test
  void sendsAnthropicNoSamplingAndCachesTheStablePart() {
    JsonNode body = new AnthropicProtocol().requestBody(PROMPT, MODEL, false);

    assertThat(body.propertyNames()).doesNotContain("temperature", "top_p", "top_k", "seed");
    assertThat(body.at("/messages/0/content/0/text").asString()).isEqualTo("ctx");
    assertThat(body.at("/messages/0/content/0/cache_control/ttl").asString()).isEqualTo("1h");
    assertThat(body.at("/output_config/format/type").asString()).isEqualTo("json_schema");
  }

  @Test
  void requestsUsageAndSchemaFromOpenAiServers() {
    JsonNode body = new OpenAiProtocol().requestBody(PROMPT, MODEL, false);

    assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
    assertThat(body.at("/response_format/json_schema/schema/type").asString()).isEqualTo("object");
    assertThat(body.at("/messages/1/content").asString()).isEqualTo("ctx\n\ntask");
  }
}
