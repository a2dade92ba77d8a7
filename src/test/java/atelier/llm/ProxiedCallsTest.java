package atelier.llm;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.ProxySettings;
import atelier.config.Secret;
import atelier.config.Settings;
import atelier.config.Settings.Model;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Model calls through a proxy: a server that records what it is asked. */
final class ProxiedCallsTest {
  /** Basic credentials of user {@code me} with the password {@code hush}. */
  private static final String AUTHORIZATION = "Basic bWU6aHVzaA==";

  private static final String ANSWER = """
      data: {"choices":[{"delta":{"content":"good"},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private int status = 200;
  private HttpServer proxy;

  @BeforeEach
  void listen() {
    proxy = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
  }

  private void answer(HttpServerRequest request) {
    seen.add(
        request.method() + " " + request.uri() + " " + request.getHeader("proxy-authorization"));
    request.response().setStatusCode(status).end(ANSWER);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private Llm llm(String endpoint, String exceptions) {
    Model model = new Model(
        "openai",
        "m",
        endpoint,
        1,
        8192,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Secret.NONE,
        "");
    Secret address = new Secret("http://me:hush@127.0.0.1:" + proxy.actualPort());
    return ModelRouter.create(
        vertx,
        new Settings.Llm(model, List.of(), Map.of()),
        new ProxySettings(address, address, Secret.NONE, exceptions));
  }

  private static Future<Completion> ask(Llm llm) {
    return llm.complete(
        Prompt.plainText("shop", "writer", Purpose.WRITE, "", "sys", "task", 100),
        Llm.Progress.NONE);
  }

  private static String failureOf(Llm llm) {
    try {
      throw new AssertionError("answered: " + await(ask(llm)));
    } catch (LlmFailure failure) {
      return String.valueOf(failure.getMessage());
    }
  }

  @Test
  void asksAnHttpServerThroughTheProxy() {
    assertThat(await(ask(llm("http://model.example/v1", ""))).text()).isEqualTo("good");
    assertThat(seen)
        .containsExactly("POST http://model.example/v1/chat/completions " + AUTHORIZATION);
  }

  @Test
  void connectsToAnHttpsServerThroughTheProxyAndReportsARefusal() {
    status = 407;

    String message = failureOf(llm("https://model.example/v1", ""));

    assertThat(seen).first().isEqualTo("CONNECT model.example:443 " + AUTHORIZATION);
    assertThat(message)
        .contains("through the proxy 127.0.0.1:" + proxy.actualPort(), "407")
        .doesNotContain("hush", "bWU6aHVzaA");
  }

  @Test
  void namesMissingCredentialsForAnHttpServer() {
    status = 407;

    assertThat(failureOf(llm("http://model.example/v1", ""))).contains("407", "proxy.*");
  }

  @Test
  void asksLoopbackAndExceptionsDirectly() {
    String direct = "http://127.0.0.1:" + proxy.actualPort() + "/v1";

    assertThat(await(ask(llm(direct, ""))).text()).isEqualTo("good");
    assertThat(seen).containsExactly("POST /v1/chat/completions null");
    failureOf(llm("http://model.invalid/v1", ".invalid"));
    assertThat(seen).hasSize(1);
  }
}
