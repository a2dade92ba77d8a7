package atelier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.config.Configuration.OptionValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {
  private final Map<String, String> variables = new HashMap<>();

  @Test
  void aDifferentProviderUsesItsOwnEndpointModelAndKey() {
    variables.put("ANTHROPIC_API_KEY", "secret");
    variables.put("OLLAMA_URL", "http://gpu:11434/");

    var llm = read(
        "llm.slots=4",
        "llm.roles.architect.provider=anthropic",
        "llm.fallback=[{provider: openai, model: small, timeout: {idle: 5s}}]");

    assertThat(llm.primary().endpoint()).isEqualTo("http://gpu:11434");
    var architect = llm.roles().get("architect");
    assertThat(architect).isNotNull();
    assertThat(architect.endpoint()).isEqualTo("https://api.anthropic.com");
    assertThat(architect.model()).isEqualTo("claude-sonnet-5-5");
    assertThat(architect.key().value()).isEqualTo("secret");
    assertThat(architect.slots()).isEqualTo(4);
    var fallback = llm.fallback().get(0);
    assertThat(fallback.endpoint()).isEqualTo("https://api.openai.com/v1");
    assertThat(fallback.idleTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(fallback.firstTokenTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(fallback.key().isSet()).isFalse();
  }

  @Test
  void anEntryOfTheSameProviderInheritsFromThePrimaryModel() {
    var llm = read(
        "llm.endpoint=http://gpu:11434",
        "llm.context=8192",
        "llm.fallback=[{model: qwen2.5-coder:3b}, {endpoint: http://pi-2:11434}]");

    assertThat(llm.fallback().get(0).model()).isEqualTo("qwen2.5-coder:3b");
    assertThat(llm.fallback().get(0).endpoint()).isEqualTo("http://gpu:11434");
    assertThat(llm.fallback().get(1).model()).isEqualTo("qwen2.5-coder:7b");
    assertThat(llm.fallback().get(1).endpoint()).isEqualTo("http://pi-2:11434");
    assertThat(llm.fallback().get(1).contextTokens()).isEqualTo(8192);
  }

  @Test
  void anEntrysOwnEndpointIsNotOverriddenByTheEnvironment() {
    variables.put("OLLAMA_URL", "http://gpu:11434");

    var llm = read("llm.fallback=[{endpoint: http://pi-2:11434}]");

    assertThat(llm.fallback().get(0).endpoint()).isEqualTo("http://pi-2:11434");
  }

  @Test
  void theEndpointFromTheStrongerLayerWins() {
    variables.put("OLLAMA_URL", "http://from-variable:11434");

    assertThat(read().primary().endpoint()).isEqualTo("http://from-variable:11434");
    assertThat(read("llm.endpoint=http://from-option:11434").primary().endpoint())
        .isEqualTo("http://from-option:11434");
  }

  @Test
  void aStrongerProviderDiscardsTheModelAndEndpointOfWeakerLayers() {
    variables.put("ATELIER_LLM_MODEL", "qwen3.5:9b");
    variables.put("ATELIER_LLM_ENDPOINT", "http://gpu:11434");

    var primary = read("llm.provider=anthropic").primary();

    assertThat(primary.model()).isEqualTo("claude-sonnet-5-5");
    assertThat(primary.endpoint()).isEqualTo("https://api.anthropic.com");
  }

  @Test
  void removesTheApiSuffixFromAnEndpoint() {
    variables.put("OLLAMA_URL", "http://gpu:11434/api/");
    variables.put("OPENAI_BASE_URL", "http://gpu:8080/v1/");

    assertThat(read().primary().endpoint()).isEqualTo("http://gpu:11434");
    assertThat(read("llm.provider=openai", "llm.model=m").primary().endpoint())
        .isEqualTo("http://gpu:8080/v1");
  }

  @Test
  void anEntryForOpenAiMustNameItsModel() {
    assertThatThrownBy(() -> read("llm.roles.writer.provider=openai"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("llm.roles.writer.model");
  }

  @Test
  void namesTheInvalidEntry() {
    assertThatThrownBy(() -> read("llm.fallback=[{model: a}, {slots: many}]"))
        .hasMessageContaining("llm.fallback[1].slots = many");
  }

  private Settings.Llm read(String... options) {
    var environment = new ProcessEnvironment(variables, Path.of("/nowhere"), Path.of("/home/me"));
    var optionValues = Arrays.stream(options).map(OptionValue::set).toList();
    return Configuration.read(environment, Optional.empty(), optionValues)
        .settings()
        .llm();
  }
}
