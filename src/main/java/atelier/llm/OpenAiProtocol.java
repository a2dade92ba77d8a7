package atelier.llm;

import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What OpenAI began and LiteLLM, vLLM and llama.cpp speak too: {@code POST /chat/completions},
 * server-sent events. The endpoint ends in {@code /v1}.
 */
final class OpenAiProtocol implements ProviderProtocol {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public String modelsPath() {
    return "/models";
  }

  @Override
  public Map<String, String> headers(Model model) {
    return ProviderProtocol.bearer(model);
  }

  @Override
  public boolean serverSentEvents() {
    return true;
  }

  @Override
  public ObjectNode question(Prompt prompt, Model model, boolean thinks) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model.model()).put("stream", true).put("max_tokens", prompt.maxTokens());
    body.putObject("stream_options").put("include_usage", true);
    body.put("temperature", prompt.temperature()).put("seed", prompt.seed());
    var messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", prompt.system());
    messages.addObject().put("role", "user").put("content", prompt.question());
    if (prompt.schema() != null) {
      ObjectNode schema =
          body.putObject("response_format").put("type", "json_schema").putObject("json_schema");
      schema.put("name", "answer").set("schema", JSON.readTree(prompt.schema()));
    }
    return body;
  }

  @Override
  public void read(JsonNode record, CompletionStream answer) {
    if (record.has("error")) {
      String message = ErrorBody.message(record);
      answer.fail(ErrorBody.kindOf(message, Kind.TRANSPORT), message);
      return;
    }
    JsonNode usage = record.path("usage");
    answer.usage(
        usage.path("prompt_tokens").asInt(-1), usage.path("completion_tokens").asInt(-1));
    JsonNode choice = record.path("choices").path(0);
    answer.delta(choice.at("/delta/content").asString(""));
    String reason = choice.path("finish_reason").asString("");
    switch (reason) {
      case "" -> {}
      case "stop" -> answer.stop();
      case "length" -> answer.length();
      case "content_filter" -> answer.fail(Kind.REFUSED, "the server's filter refused the answer");
      default -> answer.fail(Kind.MALFORMED, "the model stopped: \"" + reason + "\"");
    }
  }

  @Override
  public List<String> models(JsonNode listing) {
    return ProviderProtocol.ids(listing);
  }

  @Override
  public String remedy(Model model, boolean reachable) {
    return reachable
        ? "set llm.model to one that " + model.endpoint() + "/models lists"
        : "start the server at " + model.endpoint() + ", or set OPENAI_BASE_URL and OPENAI_API_KEY";
  }
}
