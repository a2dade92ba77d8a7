package atelier.llm;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.rig.model.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of models is a hint: a model that is not listed is called anyway. */
final class ModelHealthTest {
  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic"})
  void callsAModelThatIsNotListed(String provider) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider, "an-alias")) {
      calls.server.then(ScriptedServer.stream(calls.answer("good"), 100));

      Llm.Health health = calls.health();

      assertThat(health.ready()).isTrue();
      assertThat(health.problem()).contains("does not list the model an-alias", "called anyway");
      assertThat(calls.ask().text()).isEqualTo("good");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai, 404",
    "openai, 401",
    "openai, 403",
    "openai, 405",
    "openai, 429",
    "openai, 501",
    "openai, 503",
    "anthropic, 404",
    "anthropic, 401",
    "ollama, 404"
  })
  void callsAModelIfTheListIsRefused(String provider, int status) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider)) {
      calls.server.listing = ScriptedServer.status(status, "{\"error\":\"no list\"}");

      Llm.Health health = calls.health();

      assertThat(health.ready()).as(health.problem()).isTrue();
      assertThat(health.problem()).contains("called anyway");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>not a list</html>", "{}", "[]", "null", "{\"data\":7}"})
  void callsAModelIfTheListIsNotOne(String listing) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      calls.server.listing = ScriptedServer.status(200, listing);

      assertThat(calls.health().ready()).isTrue();
    }
  }

  @Test
  void doesNotCallAModelThatOllamaDoesNotHave() throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("ollama", "absent")) {
      Llm.Health health = calls.health();

      assertThat(health.ready()).isFalse();
      assertThat(health.remedy()).isEqualTo("ollama pull absent");
    }
  }

  @Test
  void isNotReadyIfTheServerFails() throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      calls.server.listing = ScriptedServer.status(500, "oops");

      assertThat(calls.health().ready()).isFalse();
    }
  }
}
