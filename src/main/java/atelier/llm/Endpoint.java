package atelier.llm;

import atelier.cancel.Cancellation;
import atelier.config.ProxySettings;
import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One model of one HTTP server. Calls it once: {@link ModelRouter} retries and falls back. */
final class Endpoint implements Llm {
  private static final Logger LOG = Logger.getLogger(Endpoint.class.getName());
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int HEALTH_TIMEOUT_MS = 10_000;
  private static final int MAX_CONNECTIONS = 64;

  private final Vertx vertx;
  private final HttpClient client;
  private final Model model;
  private final ProviderProtocol protocol;
  private final Optional<ProxyOptions> proxy;
  private final RejectedParameters rejected = new RejectedParameters();
  private @Nullable Future<Boolean> supportsThinking;

  Endpoint(Vertx vertx, Model model, ProxySettings proxies, ProviderProtocol protocol) {
    this.vertx = vertx;
    this.model = model;
    this.protocol = protocol;
    this.proxy = proxies.optionsFor(model.endpoint());
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
    if (progress.cancellation().isCancelled()) {
      return Future.failedFuture(Cancellation.exception());
    }
    Promise<Completion> promise = Promise.promise();
    vertx.getOrCreateContext().runOnContext(unused -> send(prompt, progress).onComplete(promise));
    return promise.future();
  }

  private Future<Completion> send(Prompt prompt, Progress progress) {
    long startedMs = System.currentTimeMillis();
    return supportsThinking()
        .compose(canThink -> send(prompt, progress, canThink, 0))
        .map(answer -> answer.toCompletion(model.model(), System.currentTimeMillis() - startedMs))
        .recover(problem -> Future.failedFuture(
            problem instanceof LlmFailure || problem instanceof CancellationException
                ? problem
                : transportFailure(problem)));
  }

  /** Sends a prompt, and again at once without the parameters that the server refuses. */
  private Future<CompletionStream> send(
      Prompt prompt, Progress progress, boolean canThink, int retries) {
    ObjectNode body = rejected.adapt(protocol.requestBody(prompt, model, canThink));
    return client.request(requestOptions(prompt)).compose(request -> {
      ResponseStream stream = new ResponseStream(vertx, model, protocol, request, progress);
      return stream
          .receive(Buffer.buffer(JSON.writeValueAsBytes(body)))
          .recover(problem -> retries < RejectedParameters.MAX_RETRIES && learn(body, stream)
              ? send(prompt, progress, canThink, retries + 1)
              : Future.failedFuture(problem));
    });
  }

  private boolean learn(ObjectNode sent, ResponseStream stream) {
    ErrorReply refusal = stream.refusal();
    List<String> names =
        refusal == null || !mayNameParameters(refusal) ? List.of() : rejected.learn(sent, refusal);
    if (!names.isEmpty()) {
      LOG.info(() -> model.model() + " at " + model.endpoint() + " does not accept "
          + String.join(", ", names) + ": later requests do without");
    }
    return !names.isEmpty();
  }

  private boolean mayNameParameters(ErrorReply refusal) {
    Kind kind = refusal.toFailure(model).kind();
    return kind == Kind.BAD_REQUEST || kind == Kind.TRANSPORT;
  }

  private LlmFailure transportFailure(Throwable problem) {
    return new LlmFailure(
        Kind.TRANSPORT,
        model.model() + " at " + model.endpoint() + " cannot be reached" + throughProxy() + ": "
            + problem.getMessage());
  }

  private String throughProxy() {
    return proxy
        .map(via -> " through the proxy " + via.getHost() + ":" + via.getPort())
        .orElse("");
  }

  private RequestOptions requestOptions(Prompt prompt) {
    RequestOptions options = options(HttpMethod.POST, protocol.completionPath())
        .putHeader("content-type", "application/json")
        .putHeader("x-atelier-project", headerSafe(prompt.project()))
        .putHeader("x-atelier-role", headerSafe(prompt.role()))
        .putHeader("x-atelier-purpose", prompt.purpose().wireName())
        .putHeader("x-atelier-attempt", Integer.toString(prompt.attempt()));
    if (!prompt.file().isEmpty()) {
      options.putHeader("x-atelier-file", headerSafe(prompt.file()));
    }
    return options;
  }

  private RequestOptions options(HttpMethod method, String path) {
    RequestOptions options =
        new RequestOptions().setMethod(method).setAbsoluteURI(model.endpoint() + path);
    protocol.headers(model).forEach(options::putHeader);
    proxy.ifPresent(options::setProxyOptions);
    return options;
  }

  /** Percent-encodes a value that has other characters than visible ASCII. */
  private static String headerSafe(String value) {
    return value.matches("[\\x21-\\x7e]*")
        ? value
        : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
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
                : Future.failedFuture(
                    new ErrorReply(response.statusCode(), bytes.toString(), name -> "")
                        .toFailure(model))))
        .timeout(HEALTH_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Checks the server with the endpoint, key and name that calls use. The list of models is a hint
   * only: some servers answer as models that they do not list, and some have no list.
   */
  @Override
  public Future<List<Health>> health() {
    return requestJson(options(HttpMethod.GET, protocol.modelsPath()), null)
        .map(listing -> listed(protocol.modelNames(listing)))
        .otherwise(this::unlistable)
        .map(List::of);
  }

  private Health listed(List<String> names) {
    if (names.contains(model.model())) {
      return health(true, "", "");
    }
    String missing = model.endpoint() + " does not list the model " + model.model();
    return protocol.mayAnswerUnlisted()
        ? health(true, missing + ": it is called anyway.", "")
        : health(false, missing + ".", protocol.remedy(model, true));
  }

  private Health unlistable(Throwable problem) {
    if (problem instanceof JacksonException) {
      return health(true, model.endpoint() + " has no list of models: it is called anyway.", "");
    }
    if (!(problem instanceof LlmFailure failure)) {
      return health(
          false,
          "No server responds at " + model.endpoint() + throughProxy() + ".",
          protocol.remedy(model, false));
    }
    boolean lacksKey =
        failure.kind() == Kind.AUTH && protocol.requiresKey() && !model.key().isSet();
    return failure.kind() == Kind.TRANSPORT || lacksKey
        ? health(false, String.valueOf(failure.getMessage()), protocol.remedy(model, true))
        : health(true, failure.getMessage() + " The model is called anyway.", "");
  }

  private Health health(boolean ready, String problem, String remedy) {
    return new Health(model.model(), model.endpoint(), ready, problem, remedy);
  }
}
