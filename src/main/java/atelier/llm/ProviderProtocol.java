package atelier.llm;

import atelier.config.Settings.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP API of one provider: builds its requests and reads the records of its replies. */
interface ProviderProtocol {
  /** Returns the path to post prompts to, relative to the endpoint. */
  String completionPath();

  /** Returns the path that lists the models, relative to the endpoint. */
  String modelsPath();

  /** Returns the headers that authenticate a request. They contain secrets: never show them. */
  Map<String, String> headers(Model model);

  /** Returns whether records are server-sent events; otherwise they are lines. */
  boolean usesServerSentEvents();

  /**
   * Builds the body of a request.
   *
   * @param canThink whether the model is known to support thinking before it answers
   */
  ObjectNode requestBody(Prompt prompt, Model model, boolean canThink);

  /** Reads one record of the reply into {@code answer}. */
  void readRecord(JsonNode record, CompletionStream answer);

  /** Returns the names of the models in a listing. */
  List<String> modelNames(JsonNode listing);

  /**
   * Returns whether a model that the server does not list may still answer, as an alias, a
   * wildcard or a fine-tuned model does.
   */
  default boolean mayAnswerUnlisted() {
    return true;
  }

  /** Returns whether no server of this protocol answers without a key. */
  default boolean requiresKey() {
    return false;
  }

  /** Returns what to do if the server cannot be reached or does not have the model. */
  String remedy(Model model, boolean reachable);

  /** Returns the key as a bearer token (RFC 6750); no header if no key is set. */
  static Map<String, String> bearerHeader(Model model) {
    return model.key().isSet()
        ? Map.of("authorization", "Bearer " + model.key().value())
        : Map.of();
  }

  /** Adds the system prompt and the user message, as OpenAI and Ollama expect them. */
  static void putMessages(ObjectNode body, Prompt prompt) {
    var messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", prompt.system());
    messages.addObject().put("role", "user").put("content", prompt.userMessage());
  }

  /** Returns the names in a listing of OpenAI's form. */
  static List<String> openAiModelNames(JsonNode listing) {
    List<String> names = new ArrayList<>();
    listing.path("data").forEach(model -> names.add(model.path("id").asString("")));
    return names;
  }
}
