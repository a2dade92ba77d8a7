package atelier.llm;

import static atelier.Await.await;

import atelier.config.Secret;
import atelier.config.Settings;
import atelier.config.Settings.Model;
import atelier.rig.model.ScriptedServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of one provider to a scripted server. */
final class ScriptedCalls implements AutoCloseable {
  static final String KEY = "sk-secret-key-never-shown";
  static final int TIMEOUT_MS = 1_500;

  final Vertx vertx = Vertx.vertx();
  final ScriptedServer server;
  private final Llm llm;
  private final String provider;

  ScriptedCalls(String provider) throws Exception {
    this(provider, "m");
  }

  ScriptedCalls(String provider, String modelName) throws Exception {
    this.provider = provider;
    server = new ScriptedServer(vertx, "{\"data\":[{\"id\":\"m\"}],\"models\":[{\"name\":\"m\"}]}");
    Model model = new Model(
        provider,
        modelName,
        server.url() + (provider.equals("openai") ? "/v1" : ""),
        1,
        8192,
        Duration.ofMillis(TIMEOUT_MS),
        Duration.ofMillis(TIMEOUT_MS),
        new Secret(KEY),
        "");
    llm = ModelRouter.create(vertx, new Settings.Llm(model, List.of(), Map.of()), new Backoff(4));
  }

  Completion ask() {
    return await(llm.complete(prompt(), Llm.Progress.NONE));
  }

  LlmFailure failure() {
    try {
      throw new AssertionError("answered: " + ask());
    } catch (LlmFailure failure) {
      return failure;
    }
  }

  Llm.Health health() {
    return await(llm.health()).get(0);
  }

  /** The body of a request that the server received, counted from 0. */
  JsonNode body(int index) {
    return JsonMapper.shared().readTree(server.seen.get(index).body());
  }

  /** An answer with one text, as this provider streams it. */
  String answer(String text) {
    return switch (provider) {
      case "ollama" ->
        "{\"message\":{\"content\":\"" + text + "\"},\"done\":false}\n"
            + "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}\n";
      case "anthropic" ->
        "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":"
            + "\"text_delta\",\"text\":\"" + text + "\"}}\n\n"
            + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n"
            + "data: {\"type\":\"message_stop\"}\n\n";
      default ->
        "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: [DONE]\n\n";
    };
  }

  private static Prompt prompt() {
    return new Prompt(
        "shop",
        "architect",
        Purpose.BLUEPRINT,
        "",
        1,
        "You design.",
        "context",
        "task",
        "{\"type\":\"object\"}",
        8_000,
        0.2,
        7,
        false);
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
