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

/** One model behind one HTTP server. Asks once: patience and alternatives are {@link ModelRouter}'s. */
final class Endpoint implements Llm {
  private static final long NO_TIMER = -1;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_ERROR_BYTES = 64 * 1024;
  private static final int HEALTH_MS = 10_000;
  private static final int MAX_CONNECTIONS = 64;

  private final Vertx vertx;
  private final HttpClient client;
  private final Model model;
  private final ProviderProtocol wire;
  private @Nullable Future<Boolean> thinks;

  Endpoint(Vertx vertx, Model model, ProviderProtocol wire) {
    this.vertx = vertx;
    this.model = model;
    this.wire = wire;
    client = vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout(HEALTH_MS),
        new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
  }

  /**
   * All of it happens on one context: a response whose handlers are set from another thread may
   * have passed by then, and would be waited for in vain.
   */
  @Override
  public Future<Completion> ask(Prompt prompt, Progress progress) {
    Promise<Completion> reply = Promise.promise();
    vertx.getOrCreateContext().runOnContext(turn -> asked(prompt, progress).onComplete(reply));
    return reply.future();
  }

  private Future<Completion> asked(Prompt prompt, Progress progress) {
    long begunMs = System.currentTimeMillis();
    return thinks()
        .compose(thinks -> post(prompt, thinks))
        .compose(request -> new Stream(request, progress).answer())
        .map(answer -> answer.reply(model.model(), System.currentTimeMillis() - begunMs))
        .recover(problem ->
            Future.failedFuture(problem instanceof LlmFailure ? problem : transport(problem)));
  }

  private LlmFailure transport(Throwable problem) {
    return new LlmFailure(
        Kind.TRANSPORT,
        model.model() + " at " + model.endpoint() + " cannot be reached: " + problem.getMessage());
  }

  private Future<SentRequest> post(Prompt prompt, boolean thinks) {
    RequestOptions options = options(HttpMethod.POST, wire.path())
        .putHeader("content-type", "application/json")
        .putHeader("x-atelier-project", headerSafe(prompt.project()))
        .putHeader("x-atelier-role", headerSafe(prompt.role()))
        .putHeader("x-atelier-attempt", Integer.toString(prompt.attempt()));
    if (!prompt.file().isEmpty()) {
      options.putHeader("x-atelier-file", headerSafe(prompt.file()));
    }
    Buffer body = Buffer.buffer(JSON.writeValueAsBytes(wire.question(prompt, model, thinks)));
    return client.request(options).map(request -> new SentRequest(request, body));
  }

  private record SentRequest(HttpClientRequest request, Buffer body) {}

  private RequestOptions options(HttpMethod method, String path) {
    RequestOptions options =
        new RequestOptions().setMethod(method).setAbsoluteURI(model.endpoint() + path);
    wire.headers(model).forEach(options::putHeader);
    return options;
  }

  /** Header values are ASCII: whatever else a path may hold is percent-encoded. */
  private static String headerSafe(String value) {
    return value.matches("[\\x21-\\x7e]*")
        ? value
        : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  /**
   * One answer as it streams in, with its two clocks: until the first token, and between tokens.
   */
  private final class Stream {
    private final SentRequest asked;
    private final Progress progress;
    private final CompletionStream answer = new CompletionStream();
    private final Promise<CompletionStream> done = Promise.promise();
    private final StreamDecoder records;
    /** Timers are numbered from 0: without a value of its own the first of the node would go. */
    private long timer = NO_TIMER;

    Stream(SentRequest asked, Progress progress) {
      this.asked = asked;
      this.progress = progress;
      records = new StreamDecoder(
          wire.serverSentEvents(),
          this::record,
          tooLong ->
              fail(new LlmFailure(Kind.MALFORMED, model.model() + ": " + tooLong.getMessage())));
    }

    Future<CompletionStream> answer() {
      wait(model.firstToken().toMillis(), "no first token within ");
      asked.request().exceptionHandler(this::fail);
      asked.request().send(asked.body()).onSuccess(this::begun).onFailure(this::fail);
      return done.future();
    }

    private void begun(HttpClientResponse response) {
      if (response.statusCode() != 200) {
        refused(response);
        return;
      }
      response.exceptionHandler(this::fail);
      response.endHandler(ended -> end());
      response.handler(records);
    }

    private void refused(HttpClientResponse response) {
      Buffer body = Buffer.buffer();
      response.exceptionHandler(this::fail);
      response.handler(chunk -> {
        if (body.length() < MAX_ERROR_BYTES) {
          body.appendBuffer(chunk);
        }
      });
      response.endHandler(ended -> fail(ErrorBody.of(
          response.statusCode(),
          body.toString(),
          header(response, "retry-after"),
          header(response, "x-should-retry"),
          model.model(),
          model.key())));
    }

    private void record(String text) {
      if (done.future().isComplete() || text.equals("[DONE]")) {
        return;
      }
      wait(model.idle().toMillis(), "no token for ");
      try {
        wire.read(JSON.readTree(text), answer);
      } catch (JacksonException notJson) {
        answer.fail(Kind.TRUNCATED, model.model() + ": the stream holds what is not JSON");
      }
      progress.received(answer.tokens(), answer.text());
      if (answer.failed()) {
        end();
        asked.request().reset();
      }
    }

    private void end() {
      vertx.cancelTimer(timer);
      done.tryComplete(answer);
    }

    private void fail(Throwable problem) {
      vertx.cancelTimer(timer);
      if (done.tryFail(problem)) {
        asked.request().reset();
      }
    }

    private void wait(long ms, String what) {
      vertx.cancelTimer(timer);
      timer = vertx.setTimer(
          ms,
          up -> fail(
              new LlmFailure(Kind.TRANSPORT, model.model() + ": " + what + ms / 1_000.0 + " s")));
    }
  }

  private static String header(HttpClientResponse response, String name) {
    String value = response.getHeader(name);
    return value == null ? "" : value;
  }

  /** Only Ollama tells, and only where a model can think must it be told not to. */
  private synchronized Future<Boolean> thinks() {
    if (!(wire instanceof OllamaProtocol)) {
      return Future.succeededFuture(false);
    }
    if (thinks == null || thinks.failed()) {
      JsonNode body = JSON.createObjectNode().put("model", model.model());
      thinks = exchange(options(HttpMethod.POST, "/api/show"), body)
          .map(shown -> shown.path("capabilities").toString().contains("\"thinking\""));
    }
    return thinks.otherwise(false);
  }

  private Future<JsonNode> exchange(RequestOptions options, @Nullable JsonNode body) {
    return client
        .request(options.setTimeout(HEALTH_MS))
        .compose(request -> body == null ? request.send() : request.send(body.toString()))
        .compose(response -> response
            .body()
            .compose(bytes -> response.statusCode() == 200
                ? Future.succeededFuture(JSON.readTree(bytes.getBytes()))
                : Future.failedFuture(ErrorBody.of(
                    response.statusCode(), bytes.toString(), "", "", model.model(), model.key()))))
        .timeout(HEALTH_MS, TimeUnit.MILLISECONDS);
  }

  /** Looks where the questions will go: the same endpoint, the same key, the same name. */
  @Override
  public Future<List<Health>> health() {
    return exchange(options(HttpMethod.GET, wire.modelsPath()), null)
        .map(listing -> wire.models(listing).contains(model.model())
            ? health("", "")
            : health(
                model.endpoint() + " does not have the model " + model.model() + ".",
                wire.remedy(model, true)))
        .otherwise(problem -> health(
            problem instanceof LlmFailure
                ? String.valueOf(problem.getMessage())
                : "Nothing answers at " + model.endpoint() + ".",
            wire.remedy(model, problem instanceof LlmFailure)))
        .map(List::of);
  }

  private Health health(String problem, String remedy) {
    return new Health(model.model(), model.endpoint(), problem.isEmpty(), problem, remedy);
  }
}
