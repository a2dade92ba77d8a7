package atelier.llm;

import atelier.config.ProxySettings;
import atelier.config.Settings.Model;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.TreeMap;

/**
 * Creates the client of a configured model by its {@code llm.provider}. The settings have two
 * further lists of the providers: {@code config.Keys} and {@code config.ModelSettings}.
 */
final class Providers {
  /** Creates a client. */
  private interface Factory {
    Llm create(Vertx vertx, Model model, ProxySettings proxies);
  }

  private static final Map<String, Factory> FACTORIES = new TreeMap<>(Map.of(
      "anthropic",
      (vertx, model, proxies) -> new Endpoint(vertx, model, proxies, new AnthropicProtocol()),
      "ollama",
      (vertx, model, proxies) -> new Endpoint(vertx, model, proxies, new OllamaProtocol()),
      "openai",
      (vertx, model, proxies) -> new Endpoint(vertx, model, proxies, new OpenAiProtocol()),
      "rehearsal",
      (vertx, model, proxies) -> Rehearsal.create(vertx, model)));

  private Providers() {}

  static Llm create(Vertx vertx, Model model, ProxySettings proxies) {
    var factory = FACTORIES.get(model.provider());
    if (factory == null) {
      throw new IllegalArgumentException("llm.provider \"" + model.provider() + "\" is not one of "
          + String.join(", ", FACTORIES.keySet()));
    }
    return factory.create(vertx, model, proxies);
  }
}
