package atelier.llm;

import atelier.config.Settings.Model;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's Chat Completions API (platform.openai.com/docs/api-reference/chat), which LiteLLM, vLLM
 * and llama.cpp support too: {@code POST /chat/completions}, answered as server-sent events. The
 * endpoint ends in {@code /v1}. Fields with a model's thinking are ignored.
 */
final class OpenAiProtocol implements ProviderProtocol {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String completionPath() {
    return "/chat/completions";
  }

  @Override
  public String modelsPath() {
    return "/models";
  }

  @Override
  public Map<String, String> headers(Model model) {
    return ProviderProtocol.bearerHeader(model);
  }

  @Override
  public boolean usesServerSentEvents() {
    return true;
  }

  @Override
  public ObjectNode requestBody(Prompt prompt, Model model, boolean canThink) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model.model()).put("stream", true).put("max_tokens", prompt.maxTokens());
    body.putObject("stream_options").put("include_usage", true);
    body.put("temperature", prompt.temperature()).put("seed", prompt.seed());
    ProviderProtocol.putMessages(body, prompt);
    if (prompt.schema() != null) {
      ObjectNode schema =
          body.putObject("response_format").put("type", "json_schema").putObject("json_schema");
      schema.put("name", "answer").set("schema", JSON.readTree(prompt.schema()));
    }
    return body;
  }

  @Override
  public void readRecord(JsonNode record, CompletionStream answer) {
    JsonNode usage = record.path("usage");
    answer.recordUsage(
        usage.path("prompt_tokens").asInt(-1), usage.path("completion_tokens").asInt(-1));
    JsonNode choice = record.path("choices").path(0);
    appendContent(choice.at("/delta/content"), answer);
    JsonNode reason = choice.path("finish_reason");
    if (choice.has("message") && !choice.has("delta")) {
      // The server ignored "stream" and sent the whole answer at once.
      appendContent(choice.at("/message/content"), answer);
      FinishReason.apply(reason.asString(""), answer);
      answer.close();
    } else if (!reason.asString("").isEmpty()) {
      FinishReason.apply(reason.asString(""), answer);
    }
  }

  /** Appends text, or the parts of type text of a list: other parts are thinking. */
  private static void appendContent(JsonNode content, CompletionStream answer) {
    answer.append(content.asString(""));
    for (JsonNode part : content) {
      if (part.path("type").asString("").equals("text")) {
        answer.append(part.path("text").asString(""));
      }
    }
  }

  @Override
  public List<String> modelNames(JsonNode listing) {
    return ProviderProtocol.openAiModelNames(listing);
  }

  @Override
  public String remedy(Model model, boolean reachable) {
    return reachable
        ? "set llm.model to a model that " + model.endpoint() + "/models lists"
        : "start the server at " + model.endpoint() + ", or set OPENAI_BASE_URL and OPENAI_API_KEY";
  }
}
