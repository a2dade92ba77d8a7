package atelier.llm;

import atelier.config.Settings.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ollama's chat API (github.com/ollama/ollama, docs/api.md): {@code POST /api/chat}, answered as
 * one JSON object per line.
 */
final class OllamaProtocol implements ProviderProtocol {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String completionPath() {
    return "/api/chat";
  }

  @Override
  public String modelsPath() {
    return "/api/tags";
  }

  @Override
  public Map<String, String> headers(Model model) {
    return ProviderProtocol.bearerHeader(model);
  }

  @Override
  public boolean usesServerSentEvents() {
    return false;
  }

  /**
   * Builds the request. {@code truncate} and {@code shift} are off so that the server rejects a
   * prompt that does not fit instead of cutting it. {@code num_ctx} is the same for every call:
   * another value makes the server reload the model.
   */
  @Override
  public ObjectNode requestBody(Prompt prompt, Model model, boolean canThink) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model.model()).put("stream", true);
    body.put("truncate", false).put("shift", false).put("keep_alive", "30m");
    if (canThink) {
      body.put("think", false);
    }
    ProviderProtocol.putMessages(body, prompt);
    if (prompt.schema() != null) {
      body.set("format", JSON.readTree(prompt.schema()));
    }
    body.putObject("options")
        .put("num_ctx", model.contextTokens())
        .put("num_predict", prompt.maxTokens())
        .put("temperature", prompt.temperature())
        .put("seed", prompt.seed());
    return body;
  }

  @Override
  public void readRecord(JsonNode record, CompletionStream answer) {
    answer.append(record.at("/message/content").asString(""));
    if (record.path("done").asBoolean(false)) {
      answer.recordUsage(
          record.path("prompt_eval_count").asInt(-1), record.path("eval_count").asInt(-1));
      FinishReason.apply(record.path("done_reason").asString(""), answer);
      answer.close();
    }
  }

  @Override
  public List<String> modelNames(JsonNode listing) {
    List<String> names = new ArrayList<>();
    for (JsonNode model : listing.path("models")) {
      String name = model.path("name").asString("");
      names.add(name);
      names.add(name.replaceAll(":latest$", ""));
    }
    return names;
  }

  /** Ollama lists every model that it can answer with. */
  @Override
  public boolean mayAnswerUnlisted() {
    return false;
  }

  @Override
  public String remedy(Model model, boolean reachable) {
    return reachable
        ? "ollama pull " + model.model()
        : "start Ollama (ollama serve), then: ollama pull " + model.model();
  }
}
