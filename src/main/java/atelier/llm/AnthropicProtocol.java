package atelier.llm;

import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's Messages: {@code POST /v1/messages}, server-sent events. Its 5.x models refuse
 * sampling parameters, forced tools and prefilled answers, so none is ever sent.
 */
final class AnthropicProtocol implements ProviderProtocol {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String path() {
    return "/v1/messages";
  }

  @Override
  public String modelsPath() {
    return "/v1/models?limit=1000";
  }

  @Override
  public Map<String, String> headers(Model model) {
    return Map.of("x-api-key", model.key().value(), "anthropic-version", "2023-06-01");
  }

  @Override
  public boolean serverSentEvents() {
    return true;
  }

  /** The stable parts carry the cache mark, so that they are paid in full once an hour. */
  @Override
  public ObjectNode question(Prompt prompt, Model model, boolean thinks) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model.model()).put("max_tokens", prompt.maxTokens()).put("stream", true);
    cached(body.putArray("system").addObject(), prompt.system());
    var content = body.putArray("messages").addObject().put("role", "user").putArray("content");
    if (!prompt.context().isEmpty()) {
      cached(content.addObject(), prompt.context());
    }
    content.addObject().put("type", "text").put("text", prompt.task());
    if (prompt.schema() != null) {
      body.putObject("output_config")
          .putObject("format")
          .put("type", "json_schema")
          .set("schema", JSON.readTree(prompt.schema()));
    }
    return body;
  }

  private static void cached(ObjectNode block, String text) {
    block.put("type", "text").put("text", text);
    block.putObject("cache_control").put("type", "ephemeral").put("ttl", "1h");
  }

  @Override
  public void read(JsonNode record, CompletionStream answer) {
    switch (record.path("type").asString("")) {
      case "message_start" -> usage(record.at("/message/usage"), answer);
      case "content_block_start" -> answer.delta(text(record.path("content_block"), "text"));
      case "content_block_delta" -> answer.delta(text(record.path("delta"), "text_delta"));
      case "message_delta" -> {
        usage(record.path("usage"), answer);
        end(record.path("delta"), answer);
      }
      case "error" -> {
        String message = ErrorBody.message(record);
        answer.fail(ErrorBody.kindOf(message, Kind.OVERLOADED), message);
      }
      default -> {}
    }
  }

  /** The text of a block of that type; thinking and whatever else may come is none. */
  private static String text(JsonNode block, String type) {
    return block.path("type").asString("").equals(type) ? block.path("text").asString("") : "";
  }

  /** The whole prompt is what was read, written and found in the cache together. */
  private static void usage(JsonNode usage, CompletionStream answer) {
    boolean told = usage.path("input_tokens").isNumber();
    int prompt = usage.path("input_tokens").asInt(0)
        + usage.path("cache_creation_input_tokens").asInt(0)
        + usage.path("cache_read_input_tokens").asInt(0);
    answer.usage(told ? prompt : -1, usage.path("output_tokens").asInt(-1));
  }

  private static void end(JsonNode delta, CompletionStream answer) {
    String reason = delta.path("stop_reason").asString("");
    switch (reason) {
      case "end_turn", "stop_sequence" -> answer.stop();
      case "max_tokens", "model_context_window_exceeded" -> answer.length();
      case "refusal" -> answer.fail(Kind.REFUSED, "the model refused to answer");
      case "" -> {}
      default -> answer.fail(Kind.MALFORMED, "the model stopped: \"" + reason + "\"");
    }
  }

  @Override
  public List<String> models(JsonNode listing) {
    return ProviderProtocol.ids(listing);
  }

  @Override
  public String remedy(Model model, boolean reachable) {
    return !model.key().isSet()
        ? "export ANTHROPIC_API_KEY=…"
        : reachable
            ? "set llm.model to one that your key may use"
            : "check the network, or llm.endpoint";
  }
}
