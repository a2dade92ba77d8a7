package atelier.llm;

import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One model of one HTTP server. Calls it once: {@link ModelRouter} retries and falls back. */
final class Endpoint implements Llm {
  private static final long NO_TIMER = -1;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_ERROR_BYTES = 64 * 1024;
  private static final int HEALTH_TIMEOUT_MS = 10_000;
  private static final int MAX_CONNECTIONS = 64;

  private final Vertx vertx;
  private final HttpClient client;
  private final Model model;
  private final ProviderProtocol protocol;
  private @Nullable Future<Boolean> supportsThinking;

  Endpoint(Vertx vertx, Model model, ProviderProtocol protocol) {
    this.vertx = vertx;
    this.model = model;
    this.protocol = protocol;
    client = vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout(HEALTH_TIMEOUT_MS),
        new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
  }

  /**
   * Runs on one context from start to end: if another thread set the handlers of a response, it
   * could miss the response and wait for ever.
   */
  @Override
  public Future<Completion> complete(Prompt prompt, Progress progress) {
    Promise<Completion> promise = Promise.promise();
    vertx.getOrCreateContext().runOnContext(unused -> send(prompt, progress).onComplete(promise));
    return promise.future();
  }

  private Future<Completion> send(Prompt prompt, Progress progress) {
    long startedMs = System.currentTimeMillis();
    return supportsThinking()
        .compose(canThink -> createRequest(prompt, canThink))
        .compose(request -> new ResponseStream(request, progress).receive())
        .map(answer -> answer.toCompletion(model.model(), System.currentTimeMillis() - startedMs))
        .recover(problem -> Future.failedFuture(
            problem instanceof LlmFailure ? problem : transportFailure(problem)));
  }

  private LlmFailure transportFailure(Throwable problem) {
    return new LlmFailure(
        Kind.TRANSPORT,
        model.model() + " at " + model.endpoint() + " cannot be reached: " + problem.getMessage());
  }

  private Future<ModelRequest> createRequest(Prompt prompt, boolean canThink) {
    RequestOptions options = options(HttpMethod.POST, protocol.completionPath())
        .putHeader("content-type", "application/json")
        .putHeader("x-atelier-project", headerSafe(prompt.project()))
        .putHeader("x-atelier-role", headerSafe(prompt.role()))
        .putHeader("x-atelier-purpose", prompt.purpose().wireName())
        .putHeader("x-atelier-attempt", Integer.toString(prompt.attempt()));
    if (!prompt.file().isEmpty()) {
      options.putHeader("x-atelier-file", headerSafe(prompt.file()));
    }
    Buffer body =
        Buffer.buffer(JSON.writeValueAsBytes(protocol.requestBody(prompt, model, canThink)));
    return client.request(options).map(request -> new ModelRequest(request, body));
  }

  private record ModelRequest(HttpClientRequest request, Buffer body) {}

  private RequestOptions options(HttpMethod method, String path) {
    RequestOptions options =
        new RequestOptions().setMethod(method).setAbsoluteURI(model.endpoint() + path);
    protocol.headers(model).forEach(options::putHeader);
    return options;
  }

  /** Percent-encodes a value that has other characters than visible ASCII. */
  private static String headerSafe(String value) {
    return value.matches("[\\x21-\\x7e]*")
        ? value
        : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  /** Receives one answer, with a timeout for its first token and one between tokens. */
  private final class ResponseStream {
    private final ModelRequest request;
    private final Progress progress;
    private final CompletionStream answer = new CompletionStream();
    private final Promise<CompletionStream> completed = Promise.promise();
    private final StreamDecoder decoder;
    /** Vert.x numbers timers from 0: 0 as "none" would cancel the node's first timer. */
    private long timer = NO_TIMER;

    ResponseStream(ModelRequest request, Progress progress) {
      this.request = request;
      this.progress = progress;
      decoder = new StreamDecoder(
          protocol.usesServerSentEvents(),
          this::readRecord,
          tooLong ->
              fail(new LlmFailure(Kind.MALFORMED, model.model() + ": " + tooLong.getMessage())));
    }

    Future<CompletionStream> receive() {
      restartTimer(model.firstTokenTimeout().toMillis(), "no first token within ");
      request.request().exceptionHandler(this::fail);
      request.request().send(request.body()).onSuccess(this::readResponse).onFailure(this::fail);
      return completed.future();
    }

    private void readResponse(HttpClientResponse response) {
      if (response.statusCode() != 200) {
        readErrorBody(response);
        return;
      }
      response.exceptionHandler(this::fail);
      response.endHandler(unused -> succeed());
      response.handler(decoder);
    }

    private void readErrorBody(HttpClientResponse response) {
      Buffer body = Buffer.buffer();
      response.exceptionHandler(this::fail);
      response.handler(chunk -> {
        if (body.length() < MAX_ERROR_BYTES) {
          body.appendBuffer(chunk);
        }
      });
      response.endHandler(ended -> fail(ErrorBody.toFailure(
          response.statusCode(),
          body.toString(),
          header(response, "retry-after"),
          header(response, "x-should-retry"),
          model.model(),
          model.key())));
    }

    private void readRecord(String text) {
      if (completed.future().isComplete() || text.equals("[DONE]")) {
        return;
      }
      restartTimer(model.idleTimeout().toMillis(), "no token for ");
      try {
        protocol.readRecord(JSON.readTree(text), answer);
      } catch (JacksonException notJson) {
        answer.fail(
            Kind.TRUNCATED, model.model() + ": the stream contains a record that is not JSON");
      }
      progress.received(answer.tokenCount(), answer.text());
      if (answer.hasFailed()) {
        succeed();
        request.request().reset();
      }
    }

    private void succeed() {
      vertx.cancelTimer(timer);
      completed.tryComplete(answer);
    }

    private void fail(Throwable problem) {
      vertx.cancelTimer(timer);
      if (completed.tryFail(problem)) {
        request.request().reset();
      }
    }

    private void restartTimer(long ms, String message) {
      vertx.cancelTimer(timer);
      timer = vertx.setTimer(
          ms,
          unused -> fail(new LlmFailure(
              Kind.TRANSPORT, model.model() + ": " + message + ms / 1_000.0 + " s")));
    }
  }

  private static String header(HttpClientResponse response, String name) {
    String value = response.getHeader(name);
    return value == null ? "" : value;
  }

  /** Asks Ollama whether the model can think; false for other providers, which do not say. */
  private synchronized Future<Boolean> supportsThinking() {
    if (!(protocol instanceof OllamaProtocol)) {
      return Future.succeededFuture(false);
    }
    if (supportsThinking == null || supportsThinking.failed()) {
      JsonNode body = JSON.createObjectNode().put("model", model.model());
      supportsThinking = requestJson(options(HttpMethod.POST, "/api/show"), body)
          .map(shown -> shown.path("capabilities").toString().contains("\"thinking\""));
    }
    return supportsThinking.otherwise(false);
  }

  private Future<JsonNode> requestJson(RequestOptions options, @Nullable JsonNode body) {
    return client
        .request(options.setTimeout(HEALTH_TIMEOUT_MS))
        .compose(request -> body == null ? request.send() : request.send(body.toString()))
        .compose(response -> response
            .body()
            .compose(bytes -> response.statusCode() == 200
                ? Future.succeededFuture(JSON.readTree(bytes.getBytes()))
                : Future.failedFuture(ErrorBody.toFailure(
                    response.statusCode(), bytes.toString(), "", "", model.model(), model.key()))))
        .timeout(HEALTH_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  /** Checks the model with the endpoint, key and name that calls use. */
  @Override
  public Future<List<Health>> health() {
    return requestJson(options(HttpMethod.GET, protocol.modelsPath()), null)
        .map(listing -> protocol.modelNames(listing).contains(model.model())
            ? health("", "")
            : health(
                model.endpoint() + " does not have the model " + model.model() + ".",
                protocol.remedy(model, true)))
        .otherwise(problem -> health(
            problem instanceof LlmFailure
                ? String.valueOf(problem.getMessage())
                : "No server responds at " + model.endpoint() + ".",
            protocol.remedy(model, problem instanceof LlmFailure)))
        .map(List::of);
  }

  private Health health(String problem, String remedy) {
    return new Health(model.model(), model.endpoint(), problem.isEmpty(), problem, remedy);
  }
}
