package atelier.llm;

import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ollama's own chat: {@code POST /api/chat}, a JSON object a line (ollama/docs/api.md). */
final class OllamaProtocol implements ProviderProtocol {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String path() {
    return "/api/chat";
  }

  @Override
  public String modelsPath() {
    return "/api/tags";
  }

  @Override
  public Map<String, String> headers(Model model) {
    return ProviderProtocol.bearer(model);
  }

  @Override
  public boolean serverSentEvents() {
    return false;
  }

  /**
   * {@code truncate} and {@code shift} are off so that a prompt that does not fit is refused rather
   * than silently cut; {@code num_ctx} is the same for every call, because another value makes the
   * server load the model anew.
   */
  @Override
  public ObjectNode question(Prompt prompt, Model model, boolean thinks) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model.model()).put("stream", true);
    body.put("truncate", false).put("shift", false).put("keep_alive", "30m");
    if (thinks) {
      body.put("think", false);
    }
    var messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", prompt.system());
    messages.addObject().put("role", "user").put("content", prompt.question());
    if (prompt.schema() != null) {
      body.set("format", JSON.readTree(prompt.schema()));
    }
    body.putObject("options")
        .put("num_ctx", model.context())
        .put("num_predict", prompt.maxTokens())
        .put("temperature", prompt.temperature())
        .put("seed", prompt.seed());
    return body;
  }

  @Override
  public void read(JsonNode record, CompletionStream answer) {
    if (record.has("error")) {
      String message = ErrorBody.message(record);
      answer.fail(ErrorBody.kindOf(message, Kind.TRANSPORT), message);
      return;
    }
    answer.delta(record.at("/message/content").asString(""));
    if (record.path("done").asBoolean(false)) {
      answer.usage(
          record.path("prompt_eval_count").asInt(-1), record.path("eval_count").asInt(-1));
      String reason = record.path("done_reason").asString("");
      switch (reason) {
        case "stop" -> answer.stop();
        case "length" -> answer.length();
        default -> answer.fail(Kind.TRUNCATED, "the model stopped: \"" + reason + "\"");
      }
    }
  }

  @Override
  public List<String> models(JsonNode listing) {
    List<String> names = new ArrayList<>();
    for (JsonNode model : listing.path("models")) {
      String name = model.path("name").asString("");
      names.add(name);
      names.add(name.replaceAll(":latest$", ""));
    }
    return names;
  }

  @Override
  public String remedy(Model model, boolean reachable) {
    return reachable
        ? "ollama pull " + model.model()
        : "start Ollama (ollama serve), then: ollama pull " + model.model();
  }
}
