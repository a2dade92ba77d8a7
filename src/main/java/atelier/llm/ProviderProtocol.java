package atelier.llm;

import atelier.config.Settings.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One provider's language: how it is asked, and how what it streams back is read. */
interface ProviderProtocol {
  /** The path to post questions to, after the endpoint. */
  String path();

  /** The path that lists its models, after the endpoint. */
  String modelsPath();

  /** Headers that say who asks; with secrets, so never to be shown. */
  Map<String, String> headers(Model model);

  /** Whether records are server-sent events; else they are lines. */
  boolean serverSentEvents();

  /**
   * The question as the provider wants it.
   *
   * @param thinks whether the model is known to be able to think before it answers
   */
  ObjectNode question(Prompt prompt, Model model, boolean thinks);

  /** Reads one record of the stream. */
  void read(JsonNode record, CompletionStream answer);

  /** The names of the models in a listing. */
  List<String> models(JsonNode listing);

  /** What to do where the server cannot be reached, or lacks the model. */
  String remedy(Model model, boolean reachable);

  /** The key as most servers want it; no header where there is none. */
  static Map<String, String> bearer(Model model) {
    return model.key().isSet()
        ? Map.of("authorization", "Bearer " + model.key().value())
        : Map.of();
  }

  /** The names in a listing of the form that OpenAI began. */
  static List<String> ids(JsonNode listing) {
    List<String> names = new ArrayList<>();
    listing.path("data").forEach(model -> names.add(model.path("id").asString("")));
    return names;
  }
}
