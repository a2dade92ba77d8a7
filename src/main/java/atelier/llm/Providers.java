package atelier.llm;

import atelier.config.Settings.Model;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Creates the client of a configured model by its {@code llm.provider}. The settings have two
 * further lists of the providers: {@code config.Keys} and {@code config.ModelSettings}.
 */
final class Providers {
  private static final Map<String, BiFunction<Vertx, Model, Llm>> FACTORIES = new TreeMap<>(Map.of(
      "anthropic", (vertx, model) -> new Endpoint(vertx, model, new AnthropicProtocol()),
      "ollama", (vertx, model) -> new Endpoint(vertx, model, new OllamaProtocol()),
      "openai", (vertx, model) -> new Endpoint(vertx, model, new OpenAiProtocol()),
      "rehearsal", (vertx, model) -> Rehearsal.create(vertx, model)));

  private Providers() {}

  static Llm create(Vertx vertx, Model model) {
    var factory = FACTORIES.get(model.provider());
    if (factory == null) {
      throw new IllegalArgumentException("llm.provider \"" + model.provider() + "\" is not one of "
          + String.join(", ", FACTORIES.keySet()));
    }
    return factory.apply(vertx, model);
  }
}
