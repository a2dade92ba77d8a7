package atelier.llm;

import atelier.config.Settings.Model;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's Messages API (docs.anthropic.com/en/api/messages): {@code POST /v1/messages},
 * answered as server-sent events. Its 5.x models reject sampling parameters, forced tools and
 * prefilled answers, so none of them is sent.
 */
final class AnthropicProtocol implements ProviderProtocol {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String completionPath() {
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
  public boolean usesServerSentEvents() {
    return true;
  }

  /** Builds the request; the stable parts are cached for an hour and paid in full once. */
  @Override
  public ObjectNode requestBody(Prompt prompt, Model model, boolean canThink) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model.model()).put("max_tokens", prompt.maxTokens()).put("stream", true);
    putCachedText(body.putArray("system").addObject(), prompt.system());
    var content = body.putArray("messages").addObject().put("role", "user").putArray("content");
    if (!prompt.context().isEmpty()) {
      putCachedText(content.addObject(), prompt.context());
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

  private static void putCachedText(ObjectNode block, String text) {
    block.put("type", "text").put("text", text);
    block.putObject("cache_control").put("type", "ephemeral").put("ttl", "1h");
  }

  @Override
  public void readRecord(JsonNode record, CompletionStream answer) {
    switch (record.path("type").asString("")) {
      case "message_start" -> recordUsage(record.at("/message/usage"), answer);
      case "content_block_start" -> answer.append(text(record.path("content_block"), "text"));
      case "content_block_delta" -> answer.append(text(record.path("delta"), "text_delta"));
      case "message_delta" -> {
        recordUsage(record.path("usage"), answer);
        readStopReason(record.path("delta"), answer);
      }
      case "message_stop" -> answer.close();
      case "message" -> readMessage(record, answer);
      default -> {}
    }
  }

  /** Returns the text of a block of that type; empty for thinking and any other type. */
  private static String text(JsonNode block, String type) {
    return block.path("type").asString("").equals(type) ? block.path("text").asString("") : "";
  }

  /** Counts as prompt the tokens outside the cache, written to it and read from it. */
  private static void recordUsage(JsonNode usage, CompletionStream answer) {
    boolean counted = usage.path("input_tokens").isNumber();
    int prompt = usage.path("input_tokens").asInt(0)
        + usage.path("cache_creation_input_tokens").asInt(0)
        + usage.path("cache_read_input_tokens").asInt(0);
    answer.recordUsage(counted ? prompt : -1, usage.path("output_tokens").asInt(-1));
  }

  /** Reads a whole answer, from a server that ignored "stream". */
  private static void readMessage(JsonNode message, CompletionStream answer) {
    recordUsage(message.path("usage"), answer);
    message.path("content").forEach(block -> answer.append(text(block, "text")));
    FinishReason.apply(message.path("stop_reason").asString(""), answer);
    answer.close();
  }

  private static void readStopReason(JsonNode delta, CompletionStream answer) {
    String reason = delta.path("stop_reason").asString("");
    if (!reason.isEmpty()) {
      FinishReason.apply(reason, answer);
    }
  }

  @Override
  public List<String> modelNames(JsonNode listing) {
    return ProviderProtocol.openAiModelNames(listing);
  }

  @Override
  public boolean requiresKey() {
    return true;
  }

  @Override
  public String remedy(Model model, boolean reachable) {
    return !model.key().isSet()
        ? "export ANTHROPIC_API_KEY=…"
        : reachable
            ? "set llm.model to a model that your key may use"
            : "check the network, or llm.endpoint";
  }
}
