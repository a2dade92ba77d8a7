package atelier.llm;

import atelier.config.Settings.Model;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** All providers: one row each. */
final class Providers {
  private static final Map<String, BiFunction<Vertx, Model, Llm>> ROWS = new TreeMap<>(Map.of(
      "anthropic", (vertx, model) -> new Endpoint(vertx, model, new AnthropicProtocol()),
      "ollama", (vertx, model) -> new Endpoint(vertx, model, new OllamaProtocol()),
      "openai", (vertx, model) -> new Endpoint(vertx, model, new OpenAiProtocol()),
      "rehearsal", (vertx, model) -> Rehearsal.of(vertx, model)));

  private Providers() {}

  static Llm open(Vertx vertx, Model model) {
    var row = ROWS.get(model.provider());
    if (row == null) {
      throw new IllegalArgumentException("llm.provider \"" + model.provider() + "\" is not one of "
          + String.join(", ", ROWS.keySet()));
    }
    return row.apply(vertx, model);
  }
}
